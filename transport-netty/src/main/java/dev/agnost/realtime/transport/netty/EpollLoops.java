package dev.agnost.realtime.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that needs the optional epoll artifact, so that its absence shows here only. */
final class EpollLoops {

  private static final Logger LOG = LoggerFactory.getLogger(EpollLoops.class);

  private EpollLoops() {}

  static boolean available() {
    if (Epoll.isAvailable()) {
      return true;
    }
    LOG.debug("epoll is not available, using NIO: {}", String.valueOf(Epoll.unavailabilityCause()));
    return false;
  }

  static IoHandlerFactory handlers() {
    return EpollIoHandler.newFactory();
  }

  static boolean fits(IoEventLoopGroup group) {
    return group.isCompatible(EpollIoHandle.class);
  }

  static Class<? extends Channel> channelType() {
    return EpollSocketChannel.class;
  }
}

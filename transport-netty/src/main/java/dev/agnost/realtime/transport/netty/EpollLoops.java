package dev.agnost.realtime.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that needs the optional epoll artifact, so that its absence shows here only.
 *
 * <p>{@link EpollEventLoopGroup} is deprecated in Netty 4.2 and the only choice in 4.1.
 */
@SuppressWarnings("deprecation")
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

  static EventLoopGroup create(int loops, ThreadFactory threads) {
    return new EpollEventLoopGroup(loops, threads);
  }

  static boolean fits(EventLoopGroup group) {
    return group instanceof EpollEventLoopGroup;
  }

  static Class<? extends Channel> channelType() {
    return EpollSocketChannel.class;
  }
}

package dev.agnost.realtime.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Everything that needs the event loops of Netty 4.2, so that their absence in 4.1 shows here only.
 */
final class IoHandlerLoops {

  private IoHandlerLoops() {}

  /** The channel type for a group of any I/O handler; null if none is known. */
  static @Nullable Class<? extends Channel> channelType(EventLoopGroup group, boolean epoll) {
    if (!(group instanceof IoEventLoopGroup io)) {
      return null;
    }
    if (io.isCompatible(NioIoHandle.class)) {
      return NioSocketChannel.class;
    }
    return epoll && io.isCompatible(EpollIoHandle.class) ? EpollLoops.channelType() : null;
  }
}

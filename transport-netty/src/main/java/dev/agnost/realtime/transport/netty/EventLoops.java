package dev.agnost.realtime.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loops of a transport and the channel type that fits them.
 *
 * @param owned whether they end with the transport
 */
record EventLoops(EventLoopGroup group, Class<? extends Channel> channelType, boolean owned) {

  private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
  private static final int MOST_LOOPS = 2;

  /** A small group of daemon threads, on epoll where it is present. */
  static EventLoops own() {
    int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
    DefaultThreadFactory threads = new DefaultThreadFactory("agnost-netty", true);
    boolean epoll = epollAvailable();
    IoHandlerFactory io = epoll ? EpollLoops.handlers() : NioIoHandler.newFactory();
    Class<? extends Channel> type = epoll ? EpollLoops.channelType() : NioSocketChannel.class;
    return new EventLoops(new MultiThreadIoEventLoopGroup(loops, threads, io), type, true);
  }

  /**
   * @throws IllegalArgumentException if {@code channelType} is null and none is known for the group
   */
  static EventLoops borrowed(
      EventLoopGroup group, @Nullable Class<? extends SocketChannel> channelType) {
    Class<? extends Channel> type = channelType != null ? channelType : typeFor(group);
    return new EventLoops(group, type, false);
  }

  /** Ends the loops if they are the transport's; returns at once. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of the threads
  void release() {
    if (owned) {
      group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
  }

  private static Class<? extends Channel> typeFor(EventLoopGroup group) {
    if (group instanceof IoEventLoopGroup io) {
      if (io.isCompatible(NioIoHandle.class)) {
        return NioSocketChannel.class;
      }
      if (epollAvailable() && EpollLoops.fits(io)) {
        return EpollLoops.channelType();
      }
    }
    throw new IllegalArgumentException(
        "no channel type is known for event loops of "
            + group.getClass().getName()
            + "; name one with NettyTransports.Builder.channelType");
  }

  private static boolean epollAvailable() {
    try {
      return EpollLoops.available();
    } catch (LinkageError absent) {
      LOG.debug("netty-transport-native-epoll is not present, using NIO");
      return false;
    }
  }
}

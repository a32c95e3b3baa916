package dev.agnost.realtime.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
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
 * <p>{@link NioEventLoopGroup} is deprecated in Netty 4.2 and the only choice in 4.1.
 *
 * @param owned whether they end with the transport
 */
@SuppressWarnings("deprecation")
record EventLoops(EventLoopGroup group, Class<? extends Channel> channelType, boolean owned) {

  private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
  private static final int MOST_LOOPS = 2;

  /** A small group of daemon threads, on epoll where it is present. */
  static EventLoops own() {
    int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
    DefaultThreadFactory threads = new DefaultThreadFactory("agnost-netty", true);
    boolean epoll = epollAvailable();
    EventLoopGroup group =
        epoll ? EpollLoops.create(loops, threads) : new NioEventLoopGroup(loops, threads);
    Class<? extends Channel> type = epoll ? EpollLoops.channelType() : NioSocketChannel.class;
    return new EventLoops(group, type, true);
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
  @SuppressWarnings("FutureReturnValueIgnored") // the end of the threads is not awaited
  void release() {
    if (owned) {
      group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
  }

  private static Class<? extends Channel> typeFor(EventLoopGroup group) {
    if (group instanceof NioEventLoopGroup) {
      return NioSocketChannel.class;
    }
    boolean epoll = epollAvailable();
    if (epoll && EpollLoops.fits(group)) {
      return EpollLoops.channelType();
    }
    Class<? extends Channel> type = ioHandlerType(group, epoll);
    if (type != null) {
      return type;
    }
    throw new IllegalArgumentException(
        "no channel type is known for event loops of "
            + group.getClass().getName()
            + "; name one with NettyTransports.Builder.channelType");
  }

  private static @Nullable Class<? extends Channel> ioHandlerType(
      EventLoopGroup group, boolean epoll) {
    try {
      return IoHandlerLoops.channelType(group, epoll);
    } catch (LinkageError absent) {
      LOG.debug("this Netty has no event loops with I/O handlers: {}", absent.toString());
      return null;
    }
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

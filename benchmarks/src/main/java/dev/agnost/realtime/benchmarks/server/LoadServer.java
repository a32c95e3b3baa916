package dev.agnost.realtime.benchmarks.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.string.StringDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The server of a run, in a process of its own, on one event loop. Prints the port for WebSockets
 * and the port for control, and ends with its standard input.
 *
 * <p>Control is a line protocol over TCP, the same for contestants in any language: {@code flood
 * SIZE} sends messages to every WebSocket as fast as they are taken, {@code echo SIZE} answers each
 * message with one, {@code burst SIZE} sends some 256 KB of messages, {@code stop} ends both,
 * {@code drop} ends all WebSockets. Lines back, {@code received N accepted M}, count the messages
 * that clients have sent since the control connection was opened, and the connections since then or
 * since the latest drop.
 */
public final class LoadServer {

  private static final int LINE = 256;
  private static final int LOW_WATER = 256 * 1024;
  private static final int HIGH_WATER = 1024 * 1024;

  private LoadServer() {}

  /** Runs the server until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      Load load = new Load();
      int webSockets =
          listen(
              loop,
              channel ->
                  channel
                      .pipeline()
                      .addLast(
                          new HttpServerCodec(),
                          new HttpObjectAggregator(HIGH_WATER),
                          new UpgradeResponder(load)));
      int control =
          listen(
              loop,
              channel ->
                  channel
                      .pipeline()
                      .addLast(
                          new LineBasedFrameDecoder(LINE),
                          new StringDecoder(),
                          new ControlHandler(load)));
      System.out.println(webSockets + " " + control);
      while (System.in.read() >= 0) {
        // the input only ends
      }
    } finally {
      loop.shutdownGracefully().syncUninterruptibly();
    }
  }

  private interface Handlers {
    void add(Channel channel);
  }

  private static int listen(EventLoopGroup loop, Handlers handlers) throws InterruptedException {
    ChannelHandler initializer =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            handlers.add(channel);
          }
        };
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
            .childHandler(initializer)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }
}

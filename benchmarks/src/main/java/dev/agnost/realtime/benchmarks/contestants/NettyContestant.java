package dev.agnost.realtime.benchmarks.contestants;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Netty's own WebSocket handlers, without Socket.IO and without the check of UTF-8. */
@SuppressWarnings("FutureReturnValueIgnored") // failures end the channel, and with it the run
final class NettyContestant implements Contestant {

  private static final int SECONDS = 30;
  private static final int RECONNECT_MILLIS = 10; // on average, as the other contestants
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final URI server;
  private final Json json;
  private final boolean checkUtf8;

  NettyContestant(URI server, boolean tree, boolean checkUtf8) {
    this.server = server;
    this.json = new Json(tree);
    this.checkUtf8 = checkUtf8;
  }

  @Override
  public Link connect(Runnable onMessage) throws Exception {
    CompletableFuture<Void> connected = new CompletableFuture<>();
    AtomicBoolean open = new AtomicBoolean(true);
    Channel channel = dial(connected, onMessage, open).sync().channel();
    connected.get(SECONDS, TimeUnit.SECONDS);
    return new NettyLink(channel, open);
  }

  /**
   * Connects.
   *
   * @param open while true, a connection that ends is replaced
   */
  private ChannelFuture dial(
      CompletableFuture<Void> connected, Runnable onMessage, AtomicBoolean open) {
    WebSocketClientProtocolConfig protocol =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(Contestants.webSocketUri(server))
            .maxFramePayloadLength(MAX_BYTES)
            .withUTF8Validator(checkUtf8)
            .build();
    return new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel opened) {
                opened
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(MAX_BYTES),
                        new WebSocketClientProtocolHandler(protocol),
                        new Receiver(connected, onMessage, open));
              }
            })
        .connect(server.getHost(), server.getPort());
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void redial(Runnable onMessage, AtomicBoolean open) {
    if (open.get() && !loops.isShuttingDown()) {
      dial(new CompletableFuture<>(), onMessage, open);
    }
  }

  private final class Receiver extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final CompletableFuture<Void> connected;
    private final Runnable onMessage;
    private final AtomicBoolean open;

    Receiver(CompletableFuture<Void> connected, Runnable onMessage, AtomicBoolean open) {
      this.connected = connected;
      this.onMessage = onMessage;
      this.open = open;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (open.get()) {
        loops.schedule(
            () -> redial(onMessage, open),
            ThreadLocalRandom.current().nextInt(1, 2 * RECONNECT_MILLIS),
            TimeUnit.MILLISECONDS);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
      ByteBuf text = frame.content();
      if (connected.isDone()) {
        if (!json.isTree() || json.read(ByteBufUtil.getBytes(text))) {
          onMessage.run();
        }
      } else if (text.getByte(0) == '0') {
        ctx.writeAndFlush(new TextWebSocketFrame("40"));
      } else {
        connected.complete(null);
      }
    }
  }

  /** Gathers what is sent until the event loop turns to it, and flushes once. */
  private final class NettyLink implements Link {

    private final Channel channel;
    private final AtomicBoolean open;
    private final Queue<ByteBuf> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    NettyLink(Channel channel, AtomicBoolean open) {
      this.channel = channel;
      this.open = open;
    }

    @Override
    public Runnable sender(String value) throws Exception {
      Supplier<byte[]> writing = json.writing(value);
      if (json.isTree()) {
        return () -> send(Unpooled.wrappedBuffer(writing.get()));
      }
      byte[] packet = writing.get();
      ByteBuf constant =
          Unpooled.unreleasableBuffer(Unpooled.directBuffer(packet.length).writeBytes(packet));
      return () -> send(constant.duplicate());
    }

    private void send(ByteBuf text) {
      queue.add(text);
      if (!scheduled.getAndSet(true)) {
        channel.eventLoop().execute(this::write);
      }
    }

    private void write() {
      scheduled.set(false);
      for (ByteBuf text = queue.poll(); text != null; text = queue.poll()) {
        channel.write(new TextWebSocketFrame(text), channel.voidPromise());
      }
      channel.flush();
    }

    @Override
    public void close() {
      open.set(false);
      channel
          .writeAndFlush(new TextWebSocketFrame(Unpooled.copiedBuffer("41", US_ASCII)))
          .addListener(sent -> channel.close());
      channel.closeFuture().syncUninterruptibly();
    }
  }
}

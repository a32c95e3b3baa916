package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.util.ReferenceCountUtil;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prints the CPU of one thread per message through the frame codec of this transport and through
 * Netty's, in turn. Not a test; run {@link #main} with {@code
 * -Dio.netty.leakDetection.level=disabled}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // no write fails in an EmbeddedChannel
final class FrameCodecBenchmark {

  private static final int READ_BYTES = 64 * 1024;
  private static final int LIMIT = 16 * 1024 * 1024;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 8;
  private static final int BATCH = 64;

  private long consumed; // so that nothing is optimised away

  private FrameCodecBenchmark() {}

  public static void main(String[] args) {
    new FrameCodecBenchmark().run();
  }

  private void run() {
    for (int size : new int[] {100, 1024, 16 * 1024}) {
      int messages = 40_000_000 / (size + 400);
      byte[] wire = wire(size, messages);
      compare(
          "receive",
          size,
          messages,
          () -> receive(wire, stockDecoder(), new StockConsumer()),
          () -> receive(wire, new OwnConsumer()));
      compare(
          "send", size, messages, () -> sendStock(size, messages), () -> sendOwn(size, messages));
    }
    System.out.println("bytes seen: " + consumed);
  }

  private static void compare(String what, int size, int messages, Runnable stock, Runnable own) {
    double[] stockMicros = new double[ROUNDS];
    double[] ownMicros = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double first = cpuMicros(stock) / messages;
      double second = cpuMicros(own) / messages;
      if (round >= 0) {
        stockMicros[round] = first;
        ownMicros[round] = second;
      }
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-7s %5d B: stock %6.3f us, own %6.3f us",
            what,
            size,
            median(stockMicros),
            median(ownMicros)));
  }

  private static double cpuMicros(Runnable batch) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    batch.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e3;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static byte[] wire(int size, int messages) {
    ByteBuf all = Unpooled.buffer();
    for (int i = 0; i < messages; i++) {
      all.writeByte(0x81);
      if (size < 126) {
        all.writeByte(size);
      } else {
        all.writeByte(126).writeShort(size);
      }
      all.writeZero(size);
    }
    return ByteBufUtil.getBytes(all);
  }

  private static void receive(byte[] wire, ChannelHandler... handlers) {
    EmbeddedChannel channel = new EmbeddedChannel(handlers);
    for (int at = 0; at < wire.length; at += READ_BYTES) {
      ByteBuf read = PooledByteBufAllocator.DEFAULT.directBuffer(READ_BYTES);
      channel.writeInbound(read.writeBytes(wire, at, Math.min(READ_BYTES, wire.length - at)));
    }
    channel.finishAndReleaseAll();
  }

  private static ChannelHandler stockDecoder() {
    return new WebSocket13FrameDecoder(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(false)
            .withUTF8Validator(false)
            .closeOnProtocolViolation(false)
            .maxFramePayloadLength(LIMIT)
            .build());
  }

  private final class StockConsumer extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof TextWebSocketFrame text) {
        consumed += text.content().nioBuffer().remaining();
      }
      ReferenceCountUtil.release(message);
    }
  }

  private final class OwnConsumer extends ChannelInboundHandlerAdapter implements FrameReader.Sink {

    private final FrameReader reader = new FrameReader(this, PooledByteBufAllocator.DEFAULT, LIMIT);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      reader.feed((ByteBuf) message);
    }

    @Override
    public boolean wantsMessage() {
      return true;
    }

    @Override
    public void message(boolean text, ByteBuffer payload) {
      consumed += payload.remaining();
    }

    @Override
    public void ping(byte[] payload) {}

    @Override
    public void close(CloseStatus status) {}
  }

  private final class Socket extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      consumed += ((ByteBuf) message).readableBytes();
      ReferenceCountUtil.release(message);
      promise.setSuccess();
    }
  }

  private void sendStock(int size, int messages) {
    EmbeddedChannel channel = new EmbeddedChannel(new Socket(), new WebSocket13FrameEncoder(true));
    ByteBuffer payload = ByteBuffer.allocate(size);
    for (int i = 0; i < messages; i++) {
      channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(payload.duplicate())));
      if (i % BATCH == 0) {
        channel.flush();
        channel.runPendingTasks();
      }
    }
    channel.finishAndReleaseAll();
  }

  private void sendOwn(int size, int messages) {
    EmbeddedChannel channel = new EmbeddedChannel(new Socket());
    ArrayDeque<OutboundFrame> queue = new ArrayDeque<>();
    FrameEncoder encoder = new FrameEncoder(new SecureRandom());
    FrameWriter writer = new FrameWriter(channel, queue, encoder, new IgnoredOutcome());
    ByteBuffer payload = ByteBuffer.allocate(size);
    for (int i = 0; i < messages; i++) {
      queue.add(new OutboundFrame(Opcode.TEXT, payload.duplicate()));
      if (i % BATCH == 0 || i == messages - 1) {
        while (writer.write()) {
          channel.runPendingTasks();
        }
      }
    }
    channel.finishAndReleaseAll();
  }

  private static final class IgnoredOutcome implements FrameWriter.Sink {

    @Override
    public void written(int bytes) {}

    @Override
    public void closeWritten() {}

    @Override
    public void writeFailed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }
}

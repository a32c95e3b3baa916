package dev.agnost.realtime.transport.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.support.CloseFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stock decoder of a server is the oracle. */
class FrameWriterTest {

  private final FlushCounter flushes = new FlushCounter();
  private final EmbeddedChannel channel = new EmbeddedChannel(flushes);
  private final EmbeddedChannel server =
      new EmbeddedChannel(
          new WebSocket13FrameDecoder(
              WebSocketDecoderConfig.newBuilder()
                  .expectMaskedFrames(true)
                  .maxFramePayloadLength(10_000_000)
                  .build()));
  private final Queue<OutboundFrame> queue = new ArrayDeque<>();
  private final Written written = new Written();
  private final FrameWriter writer =
      new FrameWriter(channel, queue, new FrameEncoder(new SecureRandom()), written);

  private static final class FlushCounter extends ChannelOutboundHandlerAdapter {

    private int count;

    @Override
    public void flush(ChannelHandlerContext ctx) {
      count++;
      ctx.flush();
    }
  }

  private static final class Written implements FrameWriter.Sink {

    private int bytes;
    private boolean close;

    @Override
    public void written(int messageBytes) {
      bytes += messageBytes;
    }

    @Override
    public void closeWritten() {
      close = true;
    }

    @Override
    public void writeFailed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(channel.finishAndReleaseAll()).isFalse();
    assertThat(server.finishAndReleaseAll()).isFalse();
  }

  private void text(String text) {
    queue.add(new OutboundFrame(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8))));
  }

  private <T extends WebSocketFrame> T receive(Class<T> type) {
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      server.writeInbound(part);
    }
    WebSocketFrame frame = server.readInbound();
    assertThat(frame).isInstanceOf(type);
    return type.cast(frame);
  }

  private void expectText(String text) {
    TextWebSocketFrame frame = receive(TextWebSocketFrame.class);
    assertThat(frame.text()).isEqualTo(text);
    frame.release();
  }

  @Test
  void whatHasGatheredIsFlushedOnce() {
    for (int i = 0; i < 100; i++) {
      text("message " + i);
    }

    boolean more = writer.write();

    assertThat(more).isFalse();
    assertThat(flushes.count).isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      expectText("message " + i);
    }
  }

  @Test
  void nothingQueuedIsNotFlushed() {
    writer.write();

    assertThat(flushes.count).isZero();
  }

  @Test
  void payloadsOfEverySizeAndKindOfBufferArriveUnaltered() {
    long seed = Long.getLong("agnost.test.seed", 20_261_130);
    Random random = new Random(seed);
    int total = 0;
    for (int size : new int[] {0, 1, 3, 7, 8, 9, 125, 126, 65_535, 65_536, 65_537, 1_000_003}) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      for (ByteBuffer buffer :
          new ByteBuffer[] {
            ByteBuffer.wrap(payload),
            ByteBuffer.wrap(payload).asReadOnlyBuffer(),
            ByteBuffer.allocateDirect(size + 2).position(1).put(payload).flip().position(1).slice()
          }) {
        queue.add(new OutboundFrame(Opcode.BINARY, buffer));
        total += size;
        writeAll();

        BinaryWebSocketFrame frame = receive(BinaryWebSocketFrame.class);
        assertThat(ByteBufUtil.getBytes(frame.content())).as("seed %s", seed).isEqualTo(payload);
        frame.release();
      }
    }
    assertThat(written.bytes).isEqualTo(total);
  }

  private void writeAll() {
    while (writer.write()) {
      // others had their turn
    }
  }

  @Test
  void aLargeBacklogLetsOthersHaveTheirTurn() {
    queue.add(new OutboundFrame(Opcode.BINARY, ByteBuffer.allocate(5_000_000)));

    assertThat(writer.write()).isTrue();

    writeAll();
    receive(BinaryWebSocketFrame.class).release();
  }

  @Test
  void ofAPingFloodOnlyTheLatestAreAnswered() {
    for (int i = 0; i < 1000; i++) {
      writer.pong(("" + i).getBytes(UTF_8));
    }
    text("after");
    writer.write();

    for (int i = 1000 - 64; i < 1000; i++) {
      PongWebSocketFrame pong = receive(PongWebSocketFrame.class);
      assertThat(pong.content().toString(UTF_8)).isEqualTo("" + i);
      pong.release();
    }
    expectText("after");
  }

  @Test
  void nothingFollowsTheCloseFrame() {
    text("before");
    queue.add(new OutboundFrame(Opcode.CLOSE, CloseFrames.encode(new CloseStatus(4000, "bye"))));
    text("after");
    writer.pong(new byte[0]);
    writer.write();
    writer.closeWith(CloseStatus.NORMAL);
    writer.write();

    receive(PongWebSocketFrame.class).release();
    expectText("before");
    CloseWebSocketFrame close = receive(CloseWebSocketFrame.class);
    assertThat(close.statusCode()).isEqualTo(4000);
    assertThat(close.reasonText()).isEqualTo("bye");
    close.release();
    assertThat(written.close).isTrue();
    assertThat(server.<Object>readInbound()).isNull();
  }

  @Test
  void eachFrameHasAMaskOfItsOwn() {
    Set<Integer> masks = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      text("");
      writer.write();
      ByteBuf frame = channel.readOutbound();
      masks.add(frame.getInt(2));
      frame.release();
    }

    assertThat(masks).hasSizeGreaterThan(990);
  }
}

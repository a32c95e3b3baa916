package dev.agnost.realtime.transport.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stock encoder is the oracle of what frames look like. */
class FrameReaderTest {

  private static final int LIMIT = 1000;

  private final Recorder recorder = new Recorder();
  private final FrameReader reader = new FrameReader(recorder, ByteBufAllocator.DEFAULT, LIMIT);
  private final List<ByteBuf> fed = new ArrayList<>();

  private static final class Recorder implements FrameReader.Sink {

    private final List<Object> received = new ArrayList<>();
    private int demand = Integer.MAX_VALUE;

    @Override
    public boolean wantsMessage() {
      return demand > 0;
    }

    @Override
    public void message(boolean text, ByteBuffer payload) {
      demand--;
      received.add(
          text
              ? UTF_8.decode(payload).toString()
              : ByteBuffer.allocate(payload.remaining()).put(payload).flip());
    }

    @Override
    public void ping(byte[] payload) {
      received.add("ping " + new String(payload, UTF_8));
    }

    @Override
    public void close(CloseStatus status) {
      received.add(status);
    }
  }

  @AfterEach
  void everyBufferIsReleasedAfterClose() {
    reader.close();
    assertThat(fed).allMatch(bytes -> bytes.refCnt() == 0);
  }

  private void feed(ByteBuf bytes) {
    fed.add(bytes);
    reader.feed(bytes);
  }

  private static ByteBuf encode(WebSocketFrame... frames) {
    EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    ByteBuf all = Unpooled.buffer();
    for (WebSocketFrame frame : frames) {
      channel.writeOutbound(frame);
      for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
        all.writeBytes(part);
        part.release();
      }
    }
    channel.finishAndReleaseAll();
    return all;
  }

  private static ByteBuf bytes(int... values) {
    ByteBuf all = Unpooled.buffer();
    for (int value : values) {
      all.writeByte(value);
    }
    return all;
  }

  @Test
  void framesCutAnywhereGiveTheSameMessages() throws Exception {
    byte[] large = new byte[300];
    ByteBuf all =
        encode(
            new TextWebSocketFrame("one"),
            new TextWebSocketFrame(false, 0, "a€"),
            new PingWebSocketFrame(Unpooled.copiedBuffer("p", UTF_8)),
            new ContinuationWebSocketFrame(false, 0, ""),
            new ContinuationWebSocketFrame(true, 0, "b"),
            new PongWebSocketFrame(),
            new BinaryWebSocketFrame(Unpooled.wrappedBuffer(large)),
            new TextWebSocketFrame(""),
            new CloseWebSocketFrame(4001, "bye"));
    Object[] expected = {
      "one", "ping p", "a€b", ByteBuffer.wrap(large), "", new CloseStatus(4001, "bye")
    };

    for (int cut = 0; cut <= all.readableBytes(); cut++) {
      Recorder recorded = new Recorder();
      FrameReader each = new FrameReader(recorded, ByteBufAllocator.DEFAULT, LIMIT);
      each.feed(all.copy(0, cut));
      each.feed(all.copy(cut, all.readableBytes() - cut));
      assertThat(recorded.received).as("cut at %s", cut).containsExactly(expected);
    }
    all.release();
  }

  @Test
  void randomFragmentsInRandomPiecesAreJoined() throws Exception {
    long seed = Long.getLong("agnost.test.seed", 20_261_130);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Recorder recorded = new Recorder();
      FrameReader each = new FrameReader(recorded, ByteBufAllocator.DEFAULT, LIMIT);
      byte[] message = new byte[random.nextInt(LIMIT + 1)];
      random.nextBytes(message);
      ByteBuf wire = encode(fragments(random, message));
      while (wire.isReadable()) {
        each.feed(wire.readBytes(1 + random.nextInt(wire.readableBytes())));
      }
      wire.release();

      assertThat(recorded.received).as("seed %s", seed).containsExactly(ByteBuffer.wrap(message));
    }
  }

  private static WebSocketFrame[] fragments(Random random, byte[] message) {
    List<WebSocketFrame> frames = new ArrayList<>();
    int at = 0;
    boolean last;
    do {
      int size = random.nextInt(message.length - at + 1);
      last = random.nextInt(8) == 0;
      ByteBuf part = Unpooled.wrappedBuffer(message, at, last ? message.length - at : size);
      frames.add(
          frames.isEmpty()
              ? new BinaryWebSocketFrame(last, 0, part)
              : new ContinuationWebSocketFrame(last, 0, part));
      at += size;
    } while (!last);
    return frames.toArray(WebSocketFrame[]::new);
  }

  @Test
  void nothingIsDeliveredBeyondTheDemandButControlFramesAhead() throws Exception {
    recorder.demand = 1;

    feed(
        encode(
            new TextWebSocketFrame("1"),
            new PingWebSocketFrame(),
            new TextWebSocketFrame("2"),
            new PingWebSocketFrame()));
    assertThat(recorder.received).containsExactly("1", "ping ");
    assertThat(reader.hasParked()).isTrue();

    recorder.demand = 1;
    reader.decode();
    assertThat(recorder.received).containsExactly("1", "ping ", "2", "ping ");
    assertThat(reader.hasParked()).isFalse();
  }

  @Test
  void theLimitIsJudgedByTheHeaderAlone() {
    assertThatThrownBy(() -> feed(bytes(0x82, 126, (LIMIT + 1) >> 8, (LIMIT + 1) & 0xFF)))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MESSAGE_TOO_LARGE));
  }

  @Test
  void theLimitHoldsForAllFragmentsTogether() throws Exception {
    feed(encode(new BinaryWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[LIMIT]))));

    assertThatThrownBy(() -> feed(bytes(0x80, 1)))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MESSAGE_TOO_LARGE));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "C10161, reserved bit",
    "8300, unknown data opcode",
    "8B00, unknown control opcode",
    "8181, masked",
    "0900, fragmented ping",
    "897E, ping with extended length",
    "8000, continuation of nothing",
    "01008100, message inside a message",
    "817E007D, 16 bit length for 125 bytes",
    "817F000000000000FFFF, 64 bit length for 65535 bytes",
    "817F8000000000000000, negative length",
    "880100, close with half a code",
    "880203ED, close with code 1005",
    "880303E8FF, close reason that is not UTF-8"
  })
  void violationIsRefused(String hex, String what) {
    int[] values = hex.chars().map(c -> Character.digit(c, 16)).toArray();
    ByteBuf wire = Unpooled.buffer();
    for (int i = 0; i < values.length; i += 2) {
      wire.writeByte((values[i] << 4) | values[i + 1]);
    }

    assertThatThrownBy(() -> feed(wire))
        .as(what)
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL));
  }

  @Test
  void bytesAfterTheCloseFrameAreDropped() throws Exception {
    feed(encode(new CloseWebSocketFrame(1000, ""), new TextWebSocketFrame("late")));
    feed(encode(new TextWebSocketFrame("later")));

    assertThat(recorder.received).containsExactly(CloseStatus.NORMAL);
  }
}

package dev.agnost.realtime.tck.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rules of category 4 about what travels: buffers, sizes, bytes, frames. */
sealed interface OutboundRules permits TransportTck {

  @Rule("T4.6")
  default void t4_6_everyKindOfBufferIsAccepted(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    byte[] payload = Frame.utf8("payload \u20ac");
    byte[] framed = Frame.utf8("###payload \u20ac###");
    ByteBuffer window = ByteBuffer.wrap(framed, 3, payload.length);
    ByteBuffer direct = ByteBuffer.allocateDirect(framed.length).put(framed);
    direct.position(3).limit(3 + payload.length);
    ByteBuffer[] kinds = {
      ByteBuffer.wrap(payload.clone()),
      window.duplicate(),
      window.slice(),
      window.asReadOnlyBuffer(),
      window.slice().asReadOnlyBuffer(),
      direct.duplicate(),
      direct.slice(),
      direct.asReadOnlyBuffer(),
      window.duplicate().order(ByteOrder.LITTLE_ENDIAN)
    };
    for (ByteBuffer kind : kinds) {
      boolean text = kind.isReadOnly() || kind.isDirect();
      if (text) {
        link.client().sendText(kind);
      } else {
        link.client().sendBinary(kind);
      }
      link.peer().expect(Frame.of(text ? Frame.TEXT : Frame.BINARY, payload));
    }
    String around = new String(framed, StandardCharsets.UTF_8);
    Mismatch.unless(
        around.startsWith("###") && around.endsWith("###"), "the bytes around left alone", around);
  }

  @Rule("T4.7")
  default void t4_7_everySizeMakesOneMessageOfTheRightType(TransportFixture fixture) {
    int limit = 1_000; // of inbound messages: it must not matter here
    ConnectionPair link = fixture.open(fixture.limitedTo(limit));
    Random random = new Random(47);
    for (int size :
        new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 1 << 20, (3 << 20) + 1, 6 << 20}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      byte[] text = new byte[size];
      Arrays.fill(text, (byte) ('a' + size % 26));
      link.sendBinary(bytes.clone());
      link.client().sendText(ByteBuffer.wrap(text.clone()));
      link.peer().expect(Frame.of(Frame.BINARY, bytes));
      link.peer().expect(Frame.of(Frame.TEXT, text));
      link.peer().expectShortestLengths();
    }
    link.peer().send(Frame.ping("p"));
    link.peer().readFrame("a pong");
    link.close(4001, "bye");
    link.peer().readClose("a close frame");
    link.peer().expectShortestLengths();
  }

  @Rule("T4.9")
  default void t4_9_automaticPongsDoNotCutFrames(TransportFixture fixture) {
    int count = 60;
    int fewestPings = 2_000;
    int mostPings = 100_000;
    AtomicBoolean arrived = new AtomicBoolean();
    ConnectionPair link = fixture.open();
    FutureTask<Boolean> pings =
        fixture.background(
            "pings",
            () -> {
              for (int i = 0; i < fewestPings || (!arrived.get() && i < mostPings); i++) {
                link.peer().offer(Frame.ping("ping " + i).bytes());
              }
              return true;
            });
    FutureTask<Boolean> sender =
        fixture.background(
            "sender",
            () -> {
              for (int i = 0; i < count; i++) {
                link.sendBinary(patterned(i));
              }
              return true;
            });
    for (int i = 0; i < count; i++) {
      link.peer().expect(Frame.binary(patterned(i)));
    }
    arrived.set(true);
    fixture.result(pings, "the pings to be written", fixture.deadline().generous());
    fixture.result(sender, "the sends to return", fixture.deadline().generous());
  }

  private static byte[] patterned(int i) {
    byte[] bytes = new byte[100_000 + i];
    Arrays.fill(bytes, (byte) i);
    return bytes;
  }

  @Rule("T4.10")
  default void t4_10_bytesArriveUnaltered(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    for (String text : new String[] {MessageRules.ALL_KINDS, "\uFEFF", "\u0000", "x\u0000"}) {
      link.sendText(text);
      link.peer().expect(Frame.text(text));
    }
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    link.sendBinary(every.clone());
    link.peer().expect(Frame.binary(every));
    String unicode = MessageRules.unicode();
    link.sendText(unicode);
    link.peer().expect(Frame.text(unicode));
  }
}

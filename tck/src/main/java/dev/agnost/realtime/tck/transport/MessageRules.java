package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;

/** Rules of category 3 about what a message contains. */
sealed interface MessageRules permits TransportTck {

  /** One, two, three and four bytes a character, a byte order mark at the start, NUL at the end. */
  String ALL_KINDS = "\uFEFFa\u0000\u00e9\u20ac\ud83d\ude00 \ud834\udd1e\uffff\u2028z\u0000";

  @Rule("T3.5")
  default void t3_5_tenThousandMessagesArriveInOrder(TransportFixture fixture) {
    int count = 10_000;
    ConnectionPair link = fixture.open();
    FutureTask<Boolean> peer =
        fixture.background(
            "sender",
            () -> {
              for (int i = 0; i < count; i++) {
                byte[] payload = numbered(i);
                link.peer().write((i % 3 == 0 ? binary(payload) : text(payload)).bytes());
              }
              link.peer().send(Frame.close(1000, "all sent"));
              return true;
            });
    for (int i = 0; i < count; i++) {
      byte[] payload = numbered(i);
      link.signals().expect(i % 3 == 0 ? Signal.binary(payload) : Signal.text(payload));
    }
    Signal end = link.signals().next("onClosed after the last message");
    Mismatch.unless(end instanceof Signal.Closed, "onClosed after the last message", end);
    fixture.result(peer, "the peer to send all", fixture.deadline().generous());
  }

  private static byte[] numbered(int i) {
    byte[] payload = new byte[4 + (i * 37) % 300];
    Arrays.fill(payload, (byte) 'x');
    byte[] number = Frame.utf8(String.valueOf(i));
    System.arraycopy(number, 0, payload, 0, Math.min(number.length, 4));
    return payload;
  }

  private static Frame text(byte[] payload) {
    return Frame.of(Frame.TEXT, payload);
  }

  private static Frame binary(byte[] payload) {
    return Frame.of(Frame.BINARY, payload);
  }

  @Rule("T3.5")
  default void t3_5_theLastMessageBeforeTheCloseFrameArrives(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.peer().send(Frame.text("first"), Frame.text("last"), Frame.close(1001, "bye"));
    link.signals().expect(Signal.text("first"));
    link.signals().expect(Signal.text("last"));
    link.signals().expectClosed(1001, "bye");
  }

  @Rule("T3.5")
  default void t3_5_everySizeArrives(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 1 << 20}) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      FutureTask<Boolean> peer = fixture.background("sender", () -> send(link, binary(payload)));
      link.signals().expect(Signal.binary(payload));
      fixture.result(peer, "the peer to send " + size + " bytes", fixture.deadline().generous());
    }
  }

  @Rule("T3.5")
  default void t3_5_emptyMessagesArrive(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.peer().send(Frame.text(""), Frame.binary(new byte[0]), Frame.text("after"));
    link.signals().expect(Signal.text(""));
    link.signals().expect(Signal.binary(new byte[0]));
    link.signals().expect(Signal.text("after"));
  }

  private static boolean send(ConnectionPair link, Frame frame) {
    link.peer().send(frame);
    return true;
  }

  @Rule("T3.5")
  default void t3_5_aFrameInSingleBytesArrives(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    for (byte b : Frame.join(Frame.text(ALL_KINDS), Frame.binary(new byte[130]))) {
      link.peer().write(new byte[] {b});
    }
    link.signals().expect(Signal.text(ALL_KINDS));
    link.signals().expect(Signal.binary(new byte[130]));
  }

  @Rule("T3.6")
  default void t3_6_fragmentsAreJoinedWhereverTheyAreCut(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    byte[] all = Frame.utf8(ALL_KINDS);
    for (int cut = 0; cut <= all.length; cut++) {
      Frame head = text(Arrays.copyOf(all, cut)).unfinished();
      Frame tail = Frame.of(Frame.CONTINUATION, Arrays.copyOfRange(all, cut, all.length));
      link.peer().send(head, tail);
      link.signals().expect(Signal.text(all));
    }
  }

  @Rule("T3.6")
  default void t3_6_controlFramesBetweenFragmentsAreHandled(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    byte[] all = Frame.utf8(ALL_KINDS);
    for (int cut = 1; cut < all.length; cut += 3) {
      Frame head = text(Arrays.copyOf(all, cut)).unfinished();
      Frame tail = Frame.of(Frame.CONTINUATION, Arrays.copyOfRange(all, cut, all.length));
      link.peer().send(head, Frame.ping("cut " + cut), Frame.pong("unasked"), tail);
      link.signals().expect(Signal.text(all));
      Frame pong = link.peer().readFrame("a pong between fragments");
      Mismatch.unless(pong.equals(Frame.pong("cut " + cut)), "pong \"cut " + cut + "\"", pong);
    }
  }

  @Rule("T3.6")
  default void t3_6_manyFragmentsOfABinaryMessageAreJoined(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    byte[] all = new byte[5_000];
    new Random(11).nextBytes(all);
    for (int at = 0; at < all.length; at += 100) {
      int opcode = at == 0 ? Frame.BINARY : Frame.CONTINUATION;
      Frame part = Frame.of(opcode, Arrays.copyOfRange(all, at, at + 100));
      link.peer().send(at + 100 < all.length ? part.unfinished() : part);
    }
    link.signals().expect(Signal.binary(all));
  }

  @Rule("T3.6")
  default void t3_6_bytesAreNotAltered(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.peer().send(Frame.text(ALL_KINDS), Frame.text("\uFEFF"), Frame.text("\u0000"));
    link.signals().expect(Signal.text(ALL_KINDS));
    link.signals().expect(Signal.text("\uFEFF"));
    link.signals().expect(Signal.text("\u0000"));
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    link.peer().send(Frame.binary(every));
    link.signals().expect(Signal.binary(every));
    String unicode = unicode();
    link.peer().send(Frame.text(unicode));
    link.signals().expect(Signal.text(unicode));
  }

  /** Much of Unicode, densely at the start, without surrogates. */
  static String unicode() {
    StringBuilder unicode = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        unicode.appendCodePoint(c);
      }
    }
    return unicode.toString();
  }

  @Rule(value = "T3.7", strength = RequirementLevel.CAPABILITY)
  default void t3_7_textThatIsNotUtf8IsPassedOnOrRefused(TransportFixture fixture) {
    byte[][] bad = {
      {(byte) 0xc3, 0x28},
      {'a', (byte) 0xff, 'b'},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {'a', (byte) 0xe2, (byte) 0x82}
    };
    for (byte[] bytes : bad) {
      ConnectionPair link = fixture.open();
      link.peer().offer(text(bytes).bytes());
      Signal signal = link.signals().next("the bytes unaltered, or onFailed(PROTOCOL)");
      boolean unaltered =
          signal instanceof Signal.Message m && m.bytes().equals(ByteBuffer.wrap(bytes));
      boolean refused = signal instanceof Signal.Failed f && f.cause().kind() == PROTOCOL;
      Mismatch.unless(
          unaltered || refused, Excerpt.of(bytes) + " unaltered, or onFailed(PROTOCOL)", signal);
    }
  }
}

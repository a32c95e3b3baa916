package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.MESSAGE_TOO_LARGE;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;

/** Rules of category 7 about the size of inbound messages. */
sealed interface LimitRules permits TransportTck {

  int LIMIT = ProtocolRules.LIMIT;

  /** For frames that are below the limit each: more than a library may hold beyond it. */
  int LARGE_LIMIT = 4 << 20;

  int KIB_64 = 64 << 10;

  @Rule("T7.1")
  default void t7_1_oneFrameAboveTheLimitIsRefused(TransportFixture fixture) {
    for (int opcode : new int[] {Frame.TEXT, Frame.BINARY}) {
      expectTooLarge(fixture, Frame.of(opcode, new byte[LIMIT + 1]).bytes());
    }
  }

  @Rule("T7.1")
  default void t7_1_fragmentsTogetherAboveTheLimitAreRefused(TransportFixture fixture) {
    for (int opcode : new int[] {Frame.TEXT, Frame.BINARY}) {
      for (int parts : new int[] {2, 3, 7, 200}) {
        expectTooLarge(fixture, fragments(opcode, LIMIT + 1, parts));
      }
      Frame first = Frame.of(opcode, new byte[LIMIT]).unfinished();
      Frame ping = Frame.ping("between");
      expectTooLarge(fixture, Frame.join(first, ping, Frame.of(Frame.CONTINUATION, new byte[1])));
    }
  }

  /** Of two bytes a character, fewer characters than the limit. */
  @Rule("T7.1")
  default void t7_1_theLimitIsInBytes(TransportFixture fixture) {
    byte[] text = Frame.utf8("\u00e9".repeat(LIMIT / 2 + 1));
    expectTooLarge(fixture, Frame.of(Frame.TEXT, text).bytes());
  }

  private static byte[] fragments(int opcode, int size, int parts) {
    Frame[] frames = new Frame[parts];
    for (int i = 0; i < parts; i++) {
      int from = (int) ((long) size * i / parts);
      int to = (int) ((long) size * (i + 1) / parts);
      Frame part = Frame.of(i == 0 ? opcode : Frame.CONTINUATION, new byte[to - from]);
      frames[i] = i + 1 < parts ? part.unfinished() : part;
    }
    return Frame.join(frames);
  }

  private static void expectTooLarge(TransportFixture fixture, byte[] bytes) {
    ConnectionPair link = fixture.open(fixture.limitedTo(LIMIT));
    link.peer().offer(bytes);
    link.signals().expectFailed(MESSAGE_TOO_LARGE);
    link.peer().expectEndAfterViolation(fixture.deadline().generous());
  }

  @Rule("T7.1")
  default void t7_1_aFrameThatAnnouncesTwoGigabytesIsRefused(TransportFixture fixture) {
    for (int head : new int[] {0x81, 0x82, 0x01}) {
      ConnectionPair link = fixture.open(fixture.limitedTo(LIMIT));
      link.peer().write(Frame.header(head, false, 2L << 30));
      offerUntilEnded(link, ProtocolRules.MOST_READ);
      link.signals().expectFailed(MESSAGE_TOO_LARGE);
      link.peer().expectEndAfterViolation(fixture.deadline().generous());
    }
  }

  /** A message that is above the limit before its second frame is whole. */
  @Rule(value = "T7.11", strength = RequirementLevel.ADVICE)
  default void t7_11_aFrameThatIsNotWholeCounts(TransportFixture fixture) {
    for (int opcode : new int[] {Frame.TEXT, Frame.BINARY}) {
      ConnectionPair link = fixture.open(fixture.limitedTo(LARGE_LIMIT));
      link.peer().offer(Frame.of(opcode, new byte[LARGE_LIMIT - 1]).unfinished().bytes());
      link.peer().offer(Frame.header(0x80, false, LARGE_LIMIT - 1));
      offerUntilEnded(link, LARGE_LIMIT - 100);
      link.signals().expectFailed(MESSAGE_TOO_LARGE);
      link.peer().expectEndAfterViolation(fixture.deadline().generous());
    }
  }

  /** Offers zeros until the client has had enough of them. */
  static void offerUntilEnded(ConnectionPair link, int most) {
    int left = most;
    while (left > 0 && !link.signals().ended()) {
      byte[] part = new byte[Math.min(KIB_64, left)];
      link.peer().offer(part);
      left -= part.length;
    }
  }

  @Rule("T7.2")
  default void t7_2_aMessageOfExactlyTheLimitIsDelivered(TransportFixture fixture) {
    ConnectionPair link = fixture.open(fixture.limitedTo(LIMIT));
    byte[] exact = new byte[LIMIT];
    for (int opcode : new int[] {Frame.TEXT, Frame.BINARY}) {
      Signal wanted = opcode == Frame.TEXT ? Signal.text(exact) : Signal.binary(exact);
      link.peer().send(Frame.of(opcode, exact));
      link.signals().expect(wanted);
      for (int parts : new int[] {2, 3, 200}) {
        link.peer().write(fragments(opcode, LIMIT, parts));
        link.signals().expect(wanted);
      }
      Frame first = Frame.of(opcode, new byte[LIMIT - 10]).unfinished();
      link.peer().send(first, Frame.ping("p"), Frame.of(Frame.CONTINUATION, new byte[10]));
      link.signals().expect(wanted);
    }
    link.peer().send(Frame.text("and one more"));
    link.signals().expect(Signal.text("and one more"));
  }

  @Rule("T7.2")
  default void t7_2_theDefaultLimitIsThatOfTheConfiguration(TransportFixture fixture) {
    expectDelivered(
        fixture, fixture.transport(), TransportConfig.DEFAULT_MAX_INBOUND_MESSAGE_BYTES);
  }

  @Rule("T7.2")
  default void t7_2_aLimitAboveThoseOfLibrariesIsHonoured(TransportFixture fixture) {
    int limit = (17 << 20) + 1;
    expectDelivered(fixture, fixture.limitedTo(limit), limit);
  }

  private static void expectDelivered(TransportFixture fixture, Transport transport, int size) {
    ConnectionPair link = fixture.open(transport);
    byte[] payload = new byte[size];
    Arrays.fill(payload, (byte) 'a');
    for (int opcode : new int[] {Frame.TEXT, Frame.BINARY}) {
      FutureTask<Boolean> peer =
          fixture.background(
              "sender",
              () -> {
                link.peer().write(Frame.header(0x80 | opcode, false, size));
                link.peer().write(payload);
                return true;
              });
      Signal signal = link.signals().next("a message of " + size + " bytes");
      Signal wanted = opcode == Frame.TEXT ? Signal.text(payload) : Signal.binary(payload);
      Mismatch.unless(signal.equals(wanted), wanted.toString(), signal);
      fixture.result(peer, "the peer to send " + size + " bytes", fixture.deadline().generous());
    }
  }

  @Rule(value = "T7.10", strength = RequirementLevel.ADVICE)
  default void t7_10_aViolationIsAnsweredWithItsCode(TransportFixture fixture) {
    Map<Integer, byte[]> violations =
        Map.of(
            1009, Frame.binary(new byte[LIMIT + 1]).bytes(),
            1002, Frame.of(Frame.CONTINUATION, new byte[3]).bytes());
    Map<Integer, String> came = new TreeMap<>();
    violations.forEach(
        (code, bytes) -> {
          ConnectionPair link = fixture.open(fixture.limitedTo(LIMIT));
          link.peer().offer(bytes);
          came.put(code, link.peer().expectEndAfterViolation(fixture.deadline().generous()));
        });
    String wanted = "{1002=close 1002, 1009=close 1009}";
    Mismatch.unless(came.toString().equals(wanted), wanted, came);
  }

  @Rule(value = "T7.11", strength = RequirementLevel.ADVICE)
  default void t7_11_anOversizedFrameIsRefusedEarly(TransportFixture fixture) {
    ConnectionPair link = fixture.open(fixture.limitedTo(LIMIT));
    link.peer().write(Frame.header(0x82, false, 2L << 30));
    link.peer().offer(new byte[LIMIT + KIB_64]);
    Signal signal = link.signals().poll(fixture.deadline().prompt());
    Mismatch.unless(
        signal != null, "onFailed after limit + 64 KiB of a frame that announces 2 GB", signal);
  }
}

package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.MESSAGE_TOO_LARGE;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Rules of category 7 but those about floods. */
sealed interface ProtocolRules permits TransportTck {

  int LIMIT = 100_000;

  /** Of an oversized message: what a library may read before it refuses it; as for T5.3. */
  int MOST_READ = 32 << 20;

  @Rule("T7.1")
  default void t7_1_oneFrameAboveTheLimitIsRefused(Bench bench) {
    for (int opcode : new int[] {Frame.TEXT, Frame.BINARY}) {
      expectTooLarge(bench, Frame.of(opcode, new byte[LIMIT + 1]).bytes());
    }
  }

  @Rule("T7.1")
  default void t7_1_fragmentsTogetherAboveTheLimitAreRefused(Bench bench) {
    Frame first = Frame.binary(new byte[LIMIT - 10]).unfinished();
    Frame second = Frame.of(Frame.CONTINUATION, new byte[11]);
    expectTooLarge(bench, Frame.join(first, second));
  }

  @Rule("T7.1")
  default void t7_1_aFrameThatAnnouncesTwoGigabytesIsRefusedEarly(Bench bench) {
    byte[] head = Frame.header(0x82, false, 2L << 30);
    Link link = bench.open(bench.limitedTo(LIMIT));
    link.peer().write(head);
    byte[] part = new byte[64 * 1024];
    for (int sent = 0; sent < MOST_READ && !link.signals().ended(); sent += part.length) {
      link.peer().offer(part);
    }
    link.signals().expectFailed(MESSAGE_TOO_LARGE);
    link.peer().expectEndAfterViolation(bench.deadline().generous());
  }

  @Rule(value = "T7.11", strength = Strength.ADVICE)
  default void t7_11_anOversizedFrameIsRefusedEarly(Bench bench) {
    Link link = bench.open(bench.limitedTo(LIMIT));
    link.peer().write(Frame.header(0x82, false, 2L << 30));
    link.peer().offer(new byte[LIMIT + 64 * 1024]);
    Signal signal = link.signals().poll(bench.deadline().prompt());
    Mismatch.unless(
        signal != null, "onFailed after limit + 64 KiB of a frame that announces 2 GB", signal);
  }

  private static void expectTooLarge(Bench bench, byte[] bytes) {
    Link link = bench.open(bench.limitedTo(LIMIT));
    link.peer().offer(bytes);
    link.signals().expectFailed(MESSAGE_TOO_LARGE);
    link.peer().expectEndAfterViolation(bench.deadline().generous());
  }

  @Rule(value = "T7.10", strength = Strength.ADVICE)
  default void t7_10_aViolationIsAnsweredWithItsCode(Bench bench) {
    Map<Integer, byte[]> violations =
        Map.of(
            1009, Frame.binary(new byte[LIMIT + 1]).bytes(),
            1002, Frame.of(Frame.CONTINUATION, new byte[3]).bytes());
    Map<Integer, String> came = new TreeMap<>();
    violations.forEach(
        (code, bytes) -> {
          Link link = bench.open(bench.limitedTo(LIMIT));
          link.peer().offer(bytes);
          came.put(code, link.peer().expectEndAfterViolation(bench.deadline().generous()));
        });
    String wanted = "{1002=close 1002, 1009=close 1009}";
    Mismatch.unless(came.toString().equals(wanted), wanted, came);
  }

  @Rule("T7.2")
  default void t7_2_aMessageOfExactlyTheLimitIsDelivered(Bench bench) {
    Link link = bench.open(bench.limitedTo(LIMIT));
    byte[] exact = new byte[LIMIT];
    link.peer().send(Frame.binary(exact));
    link.signals().expect(Signal.binary(exact));
    link.peer().send(Frame.of(Frame.TEXT, exact));
    link.signals().expect(Signal.text(exact));
    Frame first = Frame.binary(new byte[LIMIT - 10]).unfinished();
    link.peer().send(first, Frame.ping("p"), Frame.of(Frame.CONTINUATION, new byte[10]));
    link.signals().expect(Signal.binary(exact));
    link.peer().send(Frame.text("and one more"));
    link.signals().expect(Signal.text("and one more"));
  }

  @Rule("T7.3")
  default void t7_3_aMaskedFrameIsRefused(Bench bench) {
    expectProtocol(bench, Frame.text("masked").masked().bytes());
  }

  @Rule("T7.3")
  default void t7_3_reservedBitsAreRefused(Bench bench) {
    for (int bit : new int[] {0x40, 0x20, 0x10}) {
      expectProtocol(bench, Frame.text("reserved").reserved(bit).bytes());
    }
  }

  @Rule("T7.3")
  default void t7_3_aCompressedFrameIsRefused(Bench bench) {
    expectProtocol(
        bench, Frame.of(Frame.TEXT, deflated("a".repeat(1 << 20))).reserved(0x40).bytes());
  }

  private static byte[] deflated(String text) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(Frame.utf8(text));
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  @Rule("T7.3")
  default void t7_3_anUnknownOpcodeIsRefused(Bench bench) {
    for (int opcode : new int[] {3, 7, 11, 15}) {
      expectProtocol(bench, Frame.of(opcode, new byte[1]).bytes());
    }
  }

  @Rule("T7.3")
  default void t7_3_aFragmentedOrLongControlFrameIsRefused(Bench bench) {
    expectProtocol(bench, Frame.ping("half").unfinished().bytes());
    expectProtocol(bench, Frame.of(Frame.PING, new byte[126]).bytes());
  }

  @Rule("T7.3")
  default void t7_3_fragmentsOutOfSequenceAreRefused(Bench bench) {
    expectProtocol(bench, Frame.of(Frame.CONTINUATION, new byte[3]).bytes());
    expectProtocol(bench, Frame.join(Frame.text("first").unfinished(), Frame.text("second")));
  }

  private static void expectProtocol(Bench bench, byte[] bytes) {
    Link link = bench.open();
    link.peer().offer(bytes);
    link.signals().expectFailed(PROTOCOL);
    link.peer().expectEndAfterViolation(bench.deadline().generous());
  }

  @Rule("T7.4")
  default void t7_4_pingsAreAnsweredWithTheirPayload(Bench bench) {
    Link link = bench.open();
    for (int size : new int[] {0, 1, 4, 125}) {
      byte[] payload = new byte[size];
      Arrays.fill(payload, (byte) (0xf0 + size % 10));
      link.peer().send(Frame.of(Frame.PING, payload));
      Frame pong = link.peer().readFrame("a pong of " + size + " bytes");
      Frame wanted = Frame.of(Frame.PONG, payload);
      Mismatch.unless(pong.equals(wanted), wanted.toString(), pong);
    }
  }

  @Rule("T7.4")
  default void t7_4_unaskedPongsAreIgnored(Bench bench) {
    Link link = bench.open();
    link.peer().send(Frame.pong(""), Frame.pong("unasked"), Frame.text("after"));
    link.signals().expect(Signal.text("after"));
  }

  @Rule("T7.5")
  default void t7_5_noExtensionIsOffered(Bench bench) {
    bench.connect(bench.listener());
    List<String> offered = bench.server().accept().readHead().values("Sec-WebSocket-Extensions");
    Mismatch.unless(offered.isEmpty(), "no header Sec-WebSocket-Extensions", offered);
  }

  @Rule("T7.5")
  default void t7_5_anUnaskedExtensionIsRefused(Bench bench) {
    for (String extension : List.of("permessage-deflate", "x-unknown; a=1")) {
      RecordingListener listener = bench.listener();
      bench.connect(listener);
      PeerConnection peer = bench.server().accept();
      peer.offer(peer.readHead().switchingProtocols("Sec-WebSocket-Extensions: " + extension));
      listener.expectFailed(PROTOCOL);
    }
  }

  @Rule("T7.6")
  default void t7_6_everyFrameHasAFreshMask(Bench bench) {
    int count = 200;
    Link link = bench.open();
    Set<Integer> masks = new HashSet<>();
    Set<Integer> steps = new HashSet<>();
    int previous = 0;
    for (int i = 0; i < count; i++) {
      link.sendText("same text");
      int mask = ByteBuffer.wrap(link.peer().readFrame("a frame").mask()).getInt();
      masks.add(mask);
      steps.add(mask - previous);
      previous = mask;
    }
    Mismatch.unless(masks.size() > count - 3, "200 different masks", masks.size() + " masks");
    Mismatch.unless(
        steps.size() > count - 5, "masks that do not follow from each other", steps.size());
  }

  @Rule("T7.9")
  default void t7_9_anIllegalCloseFrameIsRefused(Bench bench) {
    expectProtocol(bench, Frame.of(Frame.CLOSE, new byte[1]).bytes());
    for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535}) {
      expectProtocol(bench, Frame.close(code, "").bytes());
    }
  }
}

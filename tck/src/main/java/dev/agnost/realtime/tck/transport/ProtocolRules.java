package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.MESSAGE_TOO_LARGE;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;

/** Rules of category 7 but those about floods. */
sealed interface ProtocolRules permits TransportTck {

  int LIMIT = 100_000;

  /** Of an oversized message: what a library may read before it refuses it; as for T5.3. */
  int MOST_READ = 32 << 20;

  @Rule("T7.3")
  default void t7_3_aMaskedFrameIsRefused(TransportFixture fixture) {
    expectProtocol(fixture, Frame.text("masked").masked().bytes());
  }

  @Rule("T7.3")
  default void t7_3_reservedBitsAreRefused(TransportFixture fixture) {
    for (int bit : new int[] {0x40, 0x20, 0x10}) {
      expectProtocol(fixture, Frame.text("reserved").reserved(bit).bytes());
      expectProtocol(fixture, Frame.ping("reserved").reserved(bit).bytes());
    }
  }

  @Rule("T7.3")
  default void t7_3_aCompressedFrameIsRefused(TransportFixture fixture) {
    expectProtocol(
        fixture, Frame.of(Frame.TEXT, deflated("a".repeat(1 << 20))).reserved(0x40).bytes());
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
  default void t7_3_anUnknownOpcodeIsRefused(TransportFixture fixture) {
    for (int opcode : new int[] {3, 7, 11, 15}) {
      expectProtocol(fixture, Frame.of(opcode, new byte[1]).bytes());
    }
  }

  @Rule("T7.3")
  default void t7_3_aFragmentedOrLongControlFrameIsRefused(TransportFixture fixture) {
    expectProtocol(fixture, Frame.ping("half").unfinished().bytes());
    expectProtocol(fixture, Frame.of(Frame.PING, new byte[126]).bytes());
    expectProtocol(fixture, Frame.close(1000, "r".repeat(124)).bytes());
    expectProtocol(fixture, Frame.close(1000, "").unfinished().bytes());
  }

  @Rule("T7.3")
  default void t7_3_fragmentsOutOfSequenceAreRefused(TransportFixture fixture) {
    expectProtocol(fixture, Frame.of(Frame.CONTINUATION, new byte[3]).bytes());
    expectProtocol(fixture, Frame.join(Frame.text("first").unfinished(), Frame.text("second")));
    expectProtocol(
        fixture, Frame.join(Frame.text("first").unfinished(), Frame.binary(new byte[1])));
  }

  @Rule("T7.3")
  default void t7_3_aLengthWithItsTopBitSetIsRefused(TransportFixture fixture) {
    for (int head : new int[] {0x81, 0x82, 0x02}) { // the last one a fragment
      for (long length : new long[] {Long.MIN_VALUE, -1}) {
        expectRefused(fixture, Frame.header(head, length), PROTOCOL, MESSAGE_TOO_LARGE);
      }
      for (long length : new long[] {Long.MAX_VALUE, 1L << 32, 0xffff_ffffL, 1L << 31}) {
        expectRefused(fixture, Frame.header(head, length), MESSAGE_TOO_LARGE, PROTOCOL);
      }
    }
  }

  /** The payload begins to come, for a library may look at the length only then. */
  private static void expectRefused(TransportFixture fixture, byte[] header, Kind... kinds) {
    ConnectionPair link = fixture.open(fixture.limitedTo(LIMIT));
    link.peer().offer(header);
    LimitRules.offerUntilEnded(link, MOST_READ);
    link.signals().expectFailed(kinds);
    link.peer().expectEndAfterViolation(fixture.deadline().generous());
  }

  private static void expectProtocol(TransportFixture fixture, byte[] bytes) {
    ConnectionPair link = fixture.open();
    link.peer().offer(bytes);
    link.signals().expectFailed(PROTOCOL);
    link.peer().expectEndAfterViolation(fixture.deadline().generous());
  }

  @Rule("T7.4")
  default void t7_4_pingsAreAnsweredWithTheirPayload(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
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
  default void t7_4_unaskedPongsAreIgnored(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.peer().send(Frame.pong(""), Frame.pong("unasked"), Frame.text("after"));
    link.signals().expect(Signal.text("after"));
  }

  @Rule("T7.5")
  default void t7_5_noExtensionIsOffered(TransportFixture fixture) {
    fixture.connect(fixture.listener());
    List<String> offered = fixture.server().accept().readHead().values("Sec-WebSocket-Extensions");
    Mismatch.unless(offered.isEmpty(), "no header Sec-WebSocket-Extensions", offered);
  }

  @Rule("T7.5")
  default void t7_5_anUnaskedExtensionIsRefused(TransportFixture fixture) {
    for (String extension : List.of("permessage-deflate", "x-unknown; a=1")) {
      RecordingListener listener = fixture.listener();
      fixture.connect(listener);
      PeerConnection peer = fixture.server().accept();
      peer.offer(peer.readHead().switchingProtocols("Sec-WebSocket-Extensions: " + extension));
      listener.expectFailed(PROTOCOL);
      peer.expectRelease("the 101 was wrong", fixture.deadline().generous());
    }
  }

  @Rule("T7.6")
  default void t7_6_noTwoConnectionsHaveTheSameMasks(TransportFixture fixture) {
    Set<List<Integer>> sequences = new HashSet<>();
    Set<Integer> firsts = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      Transport transport =
          i < 3 ? fixture.transport() : fixture.newTransport(TransportConfig.defaults());
      ConnectionPair link = fixture.open(transport);
      List<Integer> masks = new ArrayList<>();
      for (int message = 0; message < 4; message++) {
        link.sendText("same text");
        masks.add(ByteBuffer.wrap(link.peer().readFrame("a frame").mask()).getInt());
      }
      sequences.add(masks);
      firsts.add(masks.get(0));
    }
    Mismatch.unless(
        sequences.size() == 6 && firsts.size() >= 5,
        "other masks on each of 6 connections",
        sequences);
  }

  @Rule("T7.6")
  default void t7_6_everyFrameHasAFreshMask(TransportFixture fixture) {
    int count = 200;
    ConnectionPair link = fixture.open();
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
  default void t7_9_anIllegalCloseFrameIsRefused(TransportFixture fixture) {
    expectProtocol(fixture, Frame.of(Frame.CLOSE, new byte[1]).bytes());
    for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535}) {
      expectProtocol(fixture, Frame.close(code, "").bytes());
    }
  }
}

package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.LISTENER;
import static dev.agnost.realtime.transport.TransportException.Kind.LOST;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportOption;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Rules of category 6 about closing and losing. */
sealed interface EndingRules permits TransportTck {

  @Rule("T6.1")
  default void t6_1_theCloseFrameComesAfterEveryMessage(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    for (int i = 0; i < 50; i++) { // more than the network takes while the peer does not read
      link.sendBinary(new byte[160_000 + i]);
    }
    link.close(4002, "enough");
    link.close(4003, "too late");
    link.sendText("too late");
    for (int i = 0; i < 50; i++) {
      link.peer().expect(Frame.binary(new byte[160_000 + i]));
    }
    Frame close = link.peer().readFrame("a close frame after 50 messages");
    Mismatch.unless(close.equals(Frame.close(4002, "enough")), "close 4002 \"enough\"", close);
    link.peer().send(Frame.close(4002, "enough"));
    link.signals().expectClosed(4002, "enough");
    link.peer().fin();
    List<Frame> frames = link.peer().framesToTheEnd();
    Mismatch.unless(frames.isEmpty(), "nothing after the close frame", frames);
  }

  @Rule("T6.1")
  default void t6_1_everyStatusArrives(TransportFixture fixture) {
    String longest = "\u20ac".repeat(41);
    for (CloseStatus status :
        List.of(
            CloseStatus.NORMAL,
            new CloseStatus(3000, "reason \u00e9"),
            new CloseStatus(4999, longest))) {
      ConnectionPair link = fixture.open();
      link.client().close(status);
      Frame close = link.peer().readClose("a close frame with " + status);
      Frame wanted = Frame.close(status.code(), status.reason());
      Mismatch.unless(close.equals(wanted), wanted.toString(), close);
      link.peer().send(wanted);
      link.signals().expectClosed(status.code(), status.reason());
    }
  }

  @Rule(value = "T6.10", strength = RequirementLevel.CAPABILITY)
  default void t6_10_aCloseWithoutAStatusSendsNone(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.client().close(CloseStatus.NO_STATUS);
    Frame close = link.peer().readClose("a close frame without a status");
    Frame wanted = Frame.of(Frame.CLOSE, new byte[0]);
    Mismatch.unless(close.equals(wanted), wanted.toString(), close);
    link.peer().send(wanted);
    link.signals().expectClosed(1005, "");
  }

  @Rule("T6.2")
  default void t6_2_afterCloseNoMessageButTheAnswer(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.client().close(CloseStatus.NORMAL);
    link.peer().readClose("a close frame");
    link.peer().send(Frame.text("late"), Frame.binary(new byte[1]), Frame.close(1000, ""));
    Signal signal = link.signals().next("onClosed, and no message before it");
    Mismatch.unless(signal instanceof Signal.Closed, "onClosed", signal);
  }

  @Rule("T6.2")
  default void t6_2_theAnswerIsReadWithoutDemand(TransportFixture fixture) {
    ConnectionPair link = fixture.openWithoutDemand();
    link.peer().send(Frame.text("never wanted"));
    link.client().close(CloseStatus.NORMAL);
    link.peer().readClose("a close frame");
    for (int i = 0; i < 100; i++) {
      link.peer().send(Frame.binary(new byte[50_000]));
    }
    link.peer().send(Frame.close(1000, ""));
    Signal signal = link.signals().next("onClosed without demand, and no message before it");
    Mismatch.unless(signal instanceof Signal.Closed, "onClosed", signal);
  }

  @Rule("T6.3")
  default void t6_3_codeAndReasonOfThePeerAreSignalledWhileTcpStaysOpen(TransportFixture fixture) {
    expectClosed(fixture, Frame.close(1000, ""), 1000, "");
    expectClosed(fixture, Frame.close(1001, "going away"), 1001, "going away");
    expectClosed(fixture, Frame.close(4001, "bye"), 4001, "bye");
  }

  @Rule("T6.3")
  default void t6_3_anEmptyCloseFrameIs1005(TransportFixture fixture) {
    expectClosed(fixture, Frame.of(Frame.CLOSE, new byte[0]), 1005, "");
  }

  @Rule("T6.3")
  default void t6_3_aReasonOf123BytesIsKept(TransportFixture fixture) {
    String reason = "\u20ac".repeat(40) + "xyz";
    expectClosed(fixture, Frame.close(1011, reason), 1011, reason);
  }

  private static void expectClosed(TransportFixture fixture, Frame frame, int code, String reason) {
    ConnectionPair link = fixture.open();
    link.peer().send(frame);
    link.signals().expectClosed(code, reason);
  }

  @Rule("T6.3")
  default void t6_3_aReasonThatIsNotUtf8IsSignalled(TransportFixture fixture) {
    byte[][] reasons = {{(byte) 0xc3, 0x28}, {'a', (byte) 0xff}, {'a', (byte) 0xe2, (byte) 0x82}};
    List<PeerConnection> peers = new ArrayList<>();
    for (byte[] reason : reasons) {
      ConnectionPair link = fixture.open();
      peers.add(link.peer());
      byte[] payload =
          ByteBuffer.allocate(2 + reason.length).putShort((short) 1000).put(reason).array();
      link.peer().offer(Frame.of(Frame.CLOSE, payload).bytes());
      Signal end = link.signals().next("onFailed(PROTOCOL), or onClosed with the code 1000");
      boolean good =
          (end instanceof Signal.Closed closed && closed.status().code() == 1000)
              || (end instanceof Signal.Failed failed && failed.cause().kind() == PROTOCOL);
      Mismatch.unless(good, "onFailed(PROTOCOL), or onClosed with the code 1000", end);
    }
    peers.forEach(peer -> peer.expectRelease("a close frame came", fixture.deadline().generous()));
  }

  @Rule("T6.3")
  default void t6_3_reasonsOfEverySizeAreKept(TransportFixture fixture) {
    for (int size : new int[] {1, 2, 60, 122, 123}) {
      expectClosed(
          fixture, Frame.close(3000 + size, "r".repeat(size)), 3000 + size, "r".repeat(size));
    }
  }

  @Rule("T6.11")
  default void t6_11_tcpIsEndedAfterACloseThatThePeerBegan(TransportFixture fixture) {
    for (ConnectionPair link : openInBothWays(fixture)) {
      link.peer().send(Frame.close(1000, "bye"));
      link.peer().readClose("a close frame as the answer");
      link.signals().expectClosed(1000, "bye");
      link.peer().expectRelease("both close frames have travelled", fixture.deadline().generous());
    }
  }

  @Rule("T6.11")
  default void t6_11_tcpIsEndedAfterACloseThatTheClientBegan(TransportFixture fixture) {
    for (ConnectionPair link : openInBothWays(fixture)) {
      link.close(1000, "");
      link.peer().readClose("a close frame");
      link.peer().send(Frame.close(1000, ""));
      link.signals().expectClosed(1000, "");
      link.peer().expectRelease("both close frames have travelled", fixture.deadline().generous());
    }
  }

  @Rule("T6.11")
  default void t6_11_tcpIsEndedWhenTheListenerThrows(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    listener.reacting(
        signal -> {
          if (signal instanceof Signal.Message) {
            throw new IllegalStateException("thrown by the test");
          }
        });
    ConnectionPair link = fixture.open(listener);
    link.peer().send(Frame.text("to throw at"));
    listener.expectEnd(LISTENER);
    link.peer().expectRelease("the listener threw", fixture.deadline().generous());
  }

  private static List<ConnectionPair> openInBothWays(TransportFixture fixture) {
    List<ConnectionPair> links = new ArrayList<>(List.of(fixture.open()));
    if (fixture.provider().options().contains(TransportOption.SSL_CONTEXT)) {
      TckServer secure = fixture.newServer(fixture.run().tls().localhost());
      links.add(fixture.open(fixture.trusting(), secure, "localhost"));
    }
    return links;
  }

  @Rule("T6.4")
  default void t6_4_peerCloseIsAnswered(TransportFixture fixture) {
    for (int code : new int[] {1000, 1001, 4001}) {
      ConnectionPair link = fixture.open();
      link.peer().send(Frame.close(code, "bye"));
      Frame answer = link.peer().readClose("a close frame as the answer");
      Mismatch.unless(
          answer.closeCode() == code || answer.closeCode() == 1000, "close " + code, answer);
      link.signals().expectClosed(code, "bye");
      link.peer().fin();
      link.peer().expectRelease("both close frames and FIN", fixture.deadline().generous());
    }
  }

  @Rule("T6.5")
  default void t6_5_aFinWithoutCloseFrameIsLost(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.peer().send(Frame.text("last"));
    link.peer().fin();
    link.signals().expect(Signal.text("last"));
    link.signals().expectFailed(LOST);
    link.peer().expectRelease("the peer has ended TCP", fixture.deadline().generous());
  }

  @Rule("T6.5")
  default void t6_5_aFinInsideAFrameIsLost(TransportFixture fixture) {
    byte[] frame = Frame.text("never whole").bytes();
    for (int cut : new int[] {1, 2, frame.length - 1}) {
      ConnectionPair link = fixture.open();
      link.peer().write(Arrays.copyOf(frame, cut));
      link.peer().fin();
      link.signals().expectFailed(LOST);
    }
  }

  @Rule("T6.5")
  default void t6_5_aFinBetweenFragmentsIsLost(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.peer().send(Frame.text("first part").unfinished());
    link.peer().fin();
    link.signals().expectFailed(LOST);
  }

  @Rule("T6.5")
  default void t6_5_aResetIsLost(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.peer().reset();
    link.signals().expectFailed(LOST);
  }

  @Rule("T6.5")
  default void t6_5_anEndInsteadOfTheAnswerIsLost(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.client().close(CloseStatus.NORMAL);
    link.peer().readClose("a close frame");
    link.peer().fin();
    link.signals().expectFailed(LOST);
  }

  @Rule("T6.5")
  default void t6_5_aResetInsteadOfTheAnswerIsLost(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.client().close(CloseStatus.NORMAL);
    link.peer().readClose("a close frame");
    link.peer().reset();
    link.signals().expectFailed(LOST);
  }

  @Rule("T6.6")
  default void t6_6_closeBeforeOnOpenActsAsAbort(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    client.close(CloseStatus.NORMAL);
    listener.expectFailed(ABORTED);
    peer.expectRelease("closed before onOpen", fixture.deadline().generous());
  }

  @Rule("T6.8")
  @Tag("slow")
  default void t6_8_anUnansweredCloseIsNotGivenUp(TransportFixture fixture) {
    fixture.run().slow().expectSurvivor(LongRunningChecks.Watched.UNANSWERED_CLOSE);
  }

  @Rule("T6.9")
  @Tag("slow")
  default void t6_9_anIdleConnectionIsKept(TransportFixture fixture) {
    fixture.run().slow().expectSurvivor(LongRunningChecks.Watched.IDLE);
  }
}

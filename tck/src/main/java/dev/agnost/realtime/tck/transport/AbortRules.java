package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Rule T6.7: abort in every state. */
sealed interface AbortRules permits TransportTck {

  @Rule("T6.7")
  default void t6_7_abortOfAnOpenConnection(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.client().abort();
    link.client().abort();
    expectAborted(fixture, link);
  }

  @Rule("T6.7")
  default void t6_7_abortOfAnUnansweredClose(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.client().close(CloseStatus.NORMAL);
    link.peer().readClose("a close frame");
    link.signals().expectSilence("the close is not answered yet");
    link.client().abort();
    expectAborted(fixture, link);
  }

  @Rule("T6.7")
  default void t6_7_abortWhileThePeerDoesNotRead(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    FutureTask<Boolean> sender =
        fixture.background(
            "sender",
            () -> {
              for (int i = 0; i < 12; i++) {
                link.sendBinary(new byte[1 << 20]);
              }
              return true;
            });
    fixture.result(sender, "the sends to return", fixture.deadline().generous());
    link.client().abort();
    expectAborted(fixture, link);
    fixture.eventually("bufferedBytes() never negative", () -> link.client().bufferedBytes() >= 0);
  }

  @Rule("T6.7")
  default void t6_7_abortFromInsideASignal(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    listener.reacting(
        signal -> {
          TransportConnection connection = listener.opened();
          if (connection != null && signal instanceof Signal.Message) {
            connection.abort();
          }
        });
    ConnectionPair link = fixture.open(listener);
    link.peer().send(Frame.text("abort now"), Frame.text("never delivered"));
    listener.expect(Signal.text("abort now"));
    expectAborted(fixture, link);
  }

  @Rule("T6.7")
  default void t6_7_abortFromManyThreadsAtOnce(TransportFixture fixture) {
    for (int round = 0; round < 10; round++) {
      ConnectionPair link = fixture.open();
      List<FutureTask<Boolean>> tasks =
          List.of(aborting(fixture, link), aborting(fixture, link), aborting(fixture, link));
      link.client().abort();
      for (FutureTask<Boolean> task : tasks) {
        fixture.result(task, "abort to return", fixture.deadline().generous());
      }
      expectAborted(fixture, link);
    }
  }

  private static FutureTask<Boolean> aborting(TransportFixture fixture, ConnectionPair link) {
    return fixture.background(
        "abort",
        () -> {
          link.client().abort();
          return true;
        });
  }

  private static void expectAborted(TransportFixture fixture, ConnectionPair link) {
    String promptly = "onFailed(ABORTED) promptly";
    Signal end = link.signals().next(promptly, fixture.deadline().prompt().multipliedBy(2));
    link.signals().failedWith(end, ABORTED);
    List<Frame> frames = link.peer().framesToTheEnd();
    boolean polite = frames.stream().anyMatch(f -> f.opcode() == Frame.CLOSE);
    Mismatch.unless(!polite, "no close frame from abort", frames);
  }
}

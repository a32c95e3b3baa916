package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.transport.CloseStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code close()} from every phase, and {@code open()} after it. */
class ClosingTest {

  @Test
  void closingWhatWasNeverOpened() {
    Stage stage = new Stage();

    expectClosed(stage);

    assertThat(stage.heard).isEmpty();
    assertThat(stage.transport.connections).isEmpty();
  }

  @Test
  void closingWhileASupplierIsAsked() {
    Stage stage = new Stage(draft -> draft.token = CompletableFuture::new);
    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();

    expectClosed(stage);

    assertThat(stage.transport.connections).isEmpty();
  }

  @Test
  void closingWhileTheTransportConnects() {
    Stage stage = new Stage();
    stage.opening();

    expectClosed(stage);

    assertThat(stage.connection().aborts).isPositive();
    assertThat(stage.heard).isEmpty();
  }

  @Test
  void closingDuringTheHandshake() {
    Stage stage = new Stage();
    stage.opening().opens();

    expectClosed(stage);

    assertThat(stage.connection().aborts).isPositive();
  }

  @Test
  void closingWhileAuthenticating() {
    Stage stage = new Stage();
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET);

    expectClosed(stage);

    assertThat(stage.connection().aborts).isPositive();
    assertThat(stage.heard).isEmpty();
  }

  @Test
  void closingAConnectionSaysGoodbyeAndCloses() {
    Stage stage = Stage.connected();

    expectClosed(stage);

    assertThat(stage.connection().sentAfterConnect()).containsExactly("41");
    assertThat(stage.connection().closed).isEqualTo(CloseStatus.NORMAL);
    assertThat(stage.heard).containsExactly("connect", "disconnect io client disconnect");
  }

  @Test
  void closingWhileWaitingEndsTheWait() {
    Stage stage = new Stage();
    stage.opening().isRefused();
    stage.time.run();

    expectClosed(stage);

    assertThat(stage.transport.connections).hasSize(1);
  }

  @Test
  void closingAgainDuringTheFarewellIsOneClose() {
    Stage stage = Stage.connected();
    stage.transport.answersClose = false;
    CompletableFuture<Void> first = stage.session.close();
    CompletableFuture<Void> second = stage.session.close();
    stage.time.run();
    assertThat(first).isNotDone();
    assertThat(stage.state()).isEqualTo(ConnectionState.CLOSED);

    stage.connection().closes(CloseStatus.NORMAL);
    stage.time.run();

    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(stage.connection().sentAfterConnect()).containsExactly("41");
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void aFarewellThatIsNotAnsweredEndsWithinTwoSeconds() {
    Stage stage = Stage.connected();
    stage.transport.answersClose = false;
    CompletableFuture<Void> closed = stage.session.close();

    stage.time.passSeconds(2);

    assertThat(closed).isCompleted();
    assertThat(stage.connection().aborts).isPositive();
    assertThat(stage.connection().hasEnded()).isTrue();
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void aListenerThatIsStuckDoesNotHoldUpTheCloseForLong() {
    Stage stage = Stage.connected();
    stage.time.stickCallbacks();
    CompletableFuture<Void> closed = stage.session.close();

    stage.time.passMillis(500);

    assertThat(closed).isCompleted();
  }

  @Test
  void noListenerRunsAfterTheCloseIsComplete() {
    Stage stage = Stage.connected();
    stage.connection().says("42[\"say\",{\"message\":1}]").says("42[\"say\",{\"message\":2}]");

    CompletableFuture<Void> closed = stage.session.close();
    CompletableFuture<Void> mark = closed.thenRun(() -> stage.heard.add("closed"));
    stage.time.passSeconds(10);

    assertThat(mark).isCompleted();
    assertThat(stage.heard)
        .containsExactly(
            "connect", "event say", "event say", "disconnect io client disconnect", "closed");
  }

  @Test
  void openAfterCloseConnectsAgain() {
    Stage stage = Stage.connected();
    expectClosed(stage);

    stage.connect("sid-2");

    assertThat(stage.session.snapshot())
        .isEqualTo(new Snapshot(ConnectionState.CONNECTED, "sid-2"));
    assertThat(stage.heard)
        .containsExactly("connect", "disconnect io client disconnect", "connect");
  }

  @Test
  void openDuringTheFarewellAbortsItAndConnects() {
    Stage stage = Stage.connected();
    stage.transport.answersClose = false;
    CompletableFuture<Void> closed = stage.session.close();

    ScriptedConnection second = stage.opening();

    assertThat(stage.transport.connections).hasSize(2);
    assertThat(stage.transport.connections.get(0).aborts).isPositive();
    assertThat(closed).isCompleted();
    second.accepts("sid-2");
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void releasingGivesEverythingBackOnceAndIsForEver() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> released = stage.session.release();
    stage.time.passSeconds(3);
    CompletableFuture<Void> again = stage.session.release();
    CompletableFuture<Void> opened = stage.session.open();
    stage.time.passSeconds(3);

    assertThat(released).isCompleted();
    assertThat(again).isCompleted();
    assertThat(stage.released).isEqualTo(1);
    assertThat(opened).isCompletedExceptionally();
    assertThat(stage.transport.connections).hasSize(1);
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void releasingWorksFromEveryPhase() {
    for (int steps = 0; steps <= 5; steps++) {
      Stage stage = new Stage();
      if (steps >= 1) {
        stage.opening();
      }
      if (steps >= 2) {
        stage.connection().opens();
      }
      if (steps >= 3) {
        stage.connection().says(ScriptedConnection.OPEN_PACKET);
      }
      if (steps >= 4) {
        stage.connection().says("40{\"sid\":\"sid-1\"}");
      }
      if (steps >= 5) {
        stage.connection().isLost();
      }
      CompletableFuture<Void> queued = stage.send("say");

      CompletableFuture<Void> released = stage.session.release();
      stage.time.passSeconds(3);

      assertThat(released).as("after step %d", steps).isCompleted();
      assertThat(stage.released).isEqualTo(1);
      assertThat(queued).isDone();
      assertThat(stage.transport.live()).isZero();
      assertThat(stage.time.armed()).isZero();
      assertThat(stage.state()).isEqualTo(ConnectionState.CLOSED);
    }
  }

  /** Closes: the state is CLOSED at once, soon nothing is left, and nothing ever happens again. */
  private static void expectClosed(Stage stage) {
    CompletableFuture<Void> closed = stage.session.close();
    assertThat(stage.state()).isEqualTo(ConnectionState.CLOSED);
    assertThat(stage.session.snapshot().socketId()).isNull();
    stage.time.run();
    assertThat(closed).isCompleted();
    assertThat(stage.transport.live()).isZero();
    assertThat(stage.time.armed()).isZero();

    int attempts = stage.transport.connections.size();
    int heard = stage.heard.size();
    stage.time.pass(Duration.ofDays(1));
    assertThat(stage.transport.connections).hasSize(attempts);
    assertThat(stage.heard).hasSize(heard);
  }
}

package dev.agnost.realtime.core.runtime;

import static dev.agnost.realtime.core.runtime.SendingTest.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.NotSentException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Closing a client for good lets the server handle what was sent while connected. */
class GracefulCloseTest {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String GOODBYE = "41";

  @Test
  void theGoodbyeFollowsTheAnswerOfTheServer() {
    Stage stage = silent();
    CompletableFuture<Void> sent = stage.send("say");

    CompletableFuture<Void> released = stage.session.release(LIMIT);
    stage.time.passMillis(1_999);
    assertThat(stage.connection().sent).doesNotContain(GOODBYE);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    stage.connection().answersBarrier(stage.connection().barriers().get(0));
    stage.time.run();

    assertThat(stage.connection().sent).endsWith(GOODBYE);
    assertThat(sent).isCompleted();
    assertThat(released).isCompleted();
    assertThat(stage.released).isOne();
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void theGoodbyeFollowsAfterTheLimitIfTheServerDoesNotAnswer() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("say");

    CompletableFuture<Void> released = stage.session.release(LIMIT);
    stage.time.pass(LIMIT);

    assertThat(stage.connection().sent).endsWith(GOODBYE);
    assertThat(released).isCompleted();
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void messagesThatTheConnectionCouldNotTakeYetAreLetOutFirst() {
    Stage stage = Stage.connected();
    stage.connection().bufferedBytes = 100L << 20;
    CompletableFuture<Void> held = stage.send("say");
    CompletableFuture<Void> released = stage.session.release(LIMIT);
    stage.time.passMillis(10);
    assertThat(held).isNotDone();

    stage.connection().bufferedBytes = 0;
    stage.connection().listener.onDrained();
    stage.time.run();

    assertThat(held).isCompleted();
    assertThat(stage.connection().sentAfterConnect()).containsExactly(Stage.frame("say"), GOODBYE);
    assertThat(released).isCompleted();
  }

  @Test
  void nothingIsAcceptedOnceItWasCalled() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("say");
    CompletableFuture<Void> released = stage.session.release(LIMIT);

    CompletableFuture<Void> late = stage.send("late");
    CompletableFuture<Void> opened = stage.session.open();
    stage.time.run();

    assertThat(reason(late)).isEqualTo(Reason.CLOSED);
    assertThat(opened).isCompletedExceptionally();
    assertThat(released).isNotDone();
  }

  @Test
  void itIsImmediateWhenThereIsNothingToWaitFor() {
    for (Duration limit : new Duration[] {Duration.ZERO, LIMIT}) {
      Stage quiet = silent();
      CompletableFuture<Void> nothingSent = quiet.session.release(limit);
      quiet.time.run();
      assertThat(nothingSent).isCompleted();
      assertThat(quiet.connection().barriers()).isEmpty();

      Stage offline = new Stage();
      CompletableFuture<Void> queued = offline.send("say");
      CompletableFuture<Void> notConnected = offline.session.release(limit);
      offline.time.run();
      assertThat(notConnected).isCompleted();
      assertThat(reason(queued)).isEqualTo(Reason.CLOSED);
    }
    Stage impatient = silent();
    CompletableFuture<Void> unused = impatient.send("say");
    CompletableFuture<Void> atOnce = impatient.session.release(Duration.ZERO);
    impatient.time.run();
    assertThat(atOnce).isCompleted();
    assertThat(impatient.connection().barriers()).isEmpty();
  }

  @Test
  void aConnectionThatIsLostMeanwhileIsNotMadeAgain() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("say");
    CompletableFuture<Void> released = stage.session.release(LIMIT);

    stage.connection().isLost();
    stage.time.passSeconds(60);

    assertThat(released).isCompleted();
    assertThat(stage.transport.connections).hasSize(1);
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void anImmediateCloseEndsTheWaiting() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("say");
    CompletableFuture<Void> released = stage.session.release(LIMIT);

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.run();

    assertThat(closed).isCompleted();
    assertThat(released).isCompleted();
    assertThat(stage.connection().sent).endsWith(GOODBYE);
    assertThat(stage.released).isOne();
  }

  /** A connected session whose server answers no barrier by itself. */
  private static Stage silent() {
    Stage stage = Stage.connected();
    stage.connection().answersBarriers = false;
    return stage;
  }
}

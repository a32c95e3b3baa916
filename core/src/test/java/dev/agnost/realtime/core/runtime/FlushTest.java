package dev.agnost.realtime.core.runtime;

import static dev.agnost.realtime.core.runtime.SendingTest.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.FlushException;
import dev.agnost.realtime.FlushException.Reason;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.ReconnectPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** {@code flush} is done when what was sent before it has left, and else says why not. */
class FlushTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void nothingToWaitForIsDoneAtOnceInEveryState() {
    Stage stage = new Stage();
    assertDone(stage, flush(stage));
    stage.connect("sid-1");
    assertDone(stage, flush(stage));
    stage.connection().isLost();
    assertDone(stage, flush(stage));
    CompletableFuture<Void> unused = stage.session.release();
    stage.time.passSeconds(2);
    assertDone(stage, flush(stage));
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void waitsForWhatWasSentBeforeAndNotForWhatComesLater() {
    Stage stage = busy();
    CompletableFuture<Void> before = stage.send("before");
    CompletableFuture<Void> flush = flush(stage);
    CompletableFuture<Void> later = stage.send("later");
    stage.time.run();
    assertThat(flush).isNotDone();

    stage.connection().keepsUnsent = 1;
    stage.connection().bufferedBytes = (4 << 20) - 1; // room for one
    stage.connection().listener.onDrained();
    stage.time.run();
    assertThat(before).isCompleted();
    assertThat(later).isNotDone();
    assertThat(flush).as("handed over and not written").isNotDone();

    stage.connection().keepsUnsent = 100_000; // the later one alone keeps the connection busy
    stage.connection().bufferedBytes = 0;
    stage.connection().listener.onDrained();
    assertThat(stage.connection().bufferedBytes).isPositive();
    stage.connection().bufferedBytes = Stage.message("later").bytes();
    stage.time.passMillis(20);

    assertDone(stage, flush);
  }

  @Test
  void waitsUntilTheConnectionHasWrittenWhatItWasGiven() {
    Stage stage = Stage.connected();
    stage.connection().keepsUnsent = 1;
    CompletableFuture<Void> sent = stage.send("say");
    assertThat(sent).isCompleted();

    CompletableFuture<Void> flush = flush(stage);
    stage.time.passSeconds(1);
    assertThat(flush).isNotDone();
    stage.connection().bufferedBytes = 0;
    stage.time.passMillis(20);

    assertDone(stage, flush);
  }

  @Test
  void waitsForAConnection() {
    Stage stage = new Stage();
    CompletableFuture<Void> unused = stage.send("say");
    CompletableFuture<Void> flush = flush(stage);
    stage.opening().isRefused();
    stage.time.run();
    assertThat(flush).isNotDone();
    stage.time.passSeconds(1);

    stage.connection().accepts("sid-1");

    assertDone(stage, flush);
    assertThat(stage.connection().sentAfterConnect()).containsExactly(Stage.frame("say"));
  }

  @Test
  void aTimeoutSaysWhatStillWaits() {
    Stage stage = new Stage();
    CompletableFuture<Void> sent = stage.send("0");
    CompletableFuture<Void> sentToo = stage.send("1");
    CompletableFuture<Void> flush = flush(stage);
    CompletableFuture<Void> unused = stage.send("2");
    stage.time.pass(LONG.minusMillis(1));
    assertThat(flush).isNotDone();

    stage.time.passMillis(1);

    FlushException late = failure(flush);
    assertThat(late.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(late.code()).isEqualTo("AGN-320");
    assertThat(late.waitingMessages()).isEqualTo(2);
    assertThat(late.waitingBytes()).isEqualTo(2L * Stage.message("0").bytes());
    assertThat(late).hasMessageContaining("2 messages");
    stage.connect("sid-1");
    assertThat(sent).isCompleted();
    assertThat(sentToo).isCompleted();
  }

  @Test
  void aTimeoutOfZeroOnlyLooks() {
    Stage stage = new Stage();
    CompletableFuture<Void> unused = stage.send("0");

    CompletableFuture<Void> flush = stage.session.flush(Duration.ZERO);
    stage.time.passMillis(1);

    assertThat(failure(flush).reason()).isEqualTo(Reason.TIMEOUT);
  }

  @Test
  void aTimeoutBeyondAllNumbersIsALongOne() {
    Stage stage = new Stage();
    CompletableFuture<Void> unused = stage.send("0");

    CompletableFuture<Void> flush = stage.session.flush(Duration.ofSeconds(Long.MAX_VALUE));
    stage.connect("sid-1");

    assertDone(stage, flush);
  }

  @Test
  void closeEndsItAndSaysWhatWaited() {
    for (boolean forGood : new boolean[] {false, true}) {
      Stage stage = busy();
      CompletableFuture<Void> sent = stage.send("0");
      CompletableFuture<Void> flush = flush(stage);

      CompletableFuture<Void> unused = forGood ? stage.session.release() : stage.session.close();
      stage.time.passSeconds(2);

      FlushException closed = failure(flush);
      assertThat(closed.reason()).isEqualTo(Reason.CLOSED);
      assertThat(closed.waitingMessages()).isEqualTo(1);
      assertThat(reason(sent)).isEqualTo(NotSentException.Reason.CLOSED);
      assertThat(stage.time.armed()).isZero();
    }
  }

  @Test
  void givingUpEndsIt() {
    Stage stage = new Stage(draft -> draft.policy = ReconnectPolicy.never());
    CompletableFuture<Void> unused = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);

    stage.opening().isRefused();
    stage.time.run();

    assertThat(failure(flush).reason()).isEqualTo(Reason.FAILED);
  }

  @Test
  void aDroppedMessageEndsIt() {
    Stage stage =
        new Stage(
            draft -> {
              draft.policy = ReconnectPolicy.never();
              draft.queuedAge = Optional.of(Duration.ofSeconds(10));
            });
    CompletableFuture<Void> old = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);
    stage.time.passSeconds(5);
    CompletableFuture<Void> unused = stage.send("1");

    stage.time.passSeconds(5);

    assertThat(reason(old)).isEqualTo(NotSentException.Reason.EXPIRED);
    assertThat(failure(flush).reason()).isEqualTo(Reason.DROPPED);
    assertThat(failure(flush).waitingMessages()).isZero();
  }

  @Test
  void aMessageThatWasSentLaterAndIsDroppedDoesNotEndIt() {
    Stage stage = new Stage(draft -> draft.queuedMessages = 1);
    CompletableFuture<Void> unused = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);
    CompletableFuture<Void> tooMany = stage.send("1");
    stage.time.run();
    assertThat(reason(tooMany)).isEqualTo(NotSentException.Reason.OVERFLOW);

    stage.connect("sid-1");

    assertDone(stage, flush);
  }

  @Test
  void aCancelledMessageIsNotWaitedFor() {
    Stage stage = new Stage();
    CompletableFuture<Void> sent = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);

    sent.cancel(false);

    assertDone(stage, flush);
  }

  @Test
  void aConnectionThatIsLostWithUnwrittenMessagesEndsIt() {
    Stage stage = Stage.connected();
    stage.connection().keepsUnsent = 1;
    CompletableFuture<Void> unused = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);

    stage.connection().isLost();
    stage.time.run();

    assertThat(failure(flush).reason()).isEqualTo(Reason.LOST);
  }

  @Test
  void aConnectionThatIsLostBeforeItWasGivenTheMessagesDoesNotEndIt() {
    Stage stage = Stage.connected();
    stage.connection().keepsUnsent = 1;
    CompletableFuture<Void> first = stage.send("0");
    stage.connection().keepsUnsent = 0;
    stage.connection().bufferedBytes = 100L << 20;
    CompletableFuture<Void> second = stage.send("1");
    stage.connection().isLost();
    CompletableFuture<Void> flush = flush(stage);
    stage.time.passSeconds(2);
    stage.connection().accepts("sid-2");

    assertDone(stage, flush);
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void itIsDoneAMomentAfterTheLastByteSoThatTheServerHasReadIt() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> unused = stage.send("0");

    CompletableFuture<Void> flush = flush(stage);
    stage.time.passMillis(99);
    assertThat(flush).isNotDone();

    stage.time.passMillis(21); // it looks every 20 ms
    assertThat(flush).isCompleted();
  }

  @Test
  void aConnectionThatIsLostInThatMomentEndsIt() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> unused = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);

    stage.connection().isLost();
    stage.time.run();

    assertThat(failure(flush).reason()).isEqualTo(Reason.LOST);
  }

  @Test
  void cancellingItLeavesNoTimerAndChangesNothingElse() {
    Stage stage = new Stage();
    CompletableFuture<Void> sent = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);

    flush.cancel(true);

    assertThat(stage.time.armed()).isZero();
    stage.connect("sid-1");
    assertThat(sent).isCompleted();
  }

  /** A connected session whose connection takes nothing more. */
  private static Stage busy() {
    Stage stage = Stage.connected();
    stage.connection().bufferedBytes = 100L << 20;
    return stage;
  }

  private static CompletableFuture<Void> flush(Stage stage) {
    return stage.session.flush(LONG);
  }

  private static void assertDone(Stage stage, CompletableFuture<Void> flush) {
    stage.time.passMillis(120); // the moment in which the server reads
    assertThat(flush).isCompleted();
  }

  private static FlushException failure(CompletableFuture<Void> flush) {
    try {
      flush.getNow(null);
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof FlushException why) {
        return why;
      }
    }
    throw new AssertionError("not failed as it should: " + flush);
  }
}

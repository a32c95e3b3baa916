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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * {@code flush} completes when the server has handled what was sent before, or fails with the
 * reason.
 */
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
    assertThat(stage.connection().barriers()).as("nothing was written yet").isEmpty();
    assertThat(flush).isNotDone();

    stage.connection().keepsUnsent = 1;
    stage.connection().bufferedBytes = (4 << 20) - 1; // room for one
    stage.connection().listener.onDrained();

    assertDone(stage, flush);
    assertThat(before).isCompleted();
    assertThat(later).isNotDone();
    assertThat(stage.connection().barriers()).hasSize(1);
  }

  @Test
  void waitsUntilTheServerHasHandledWhatWasWritten() {
    Stage stage = silent();
    CompletableFuture<Void> sent = stage.send("say");
    CompletableFuture<Void> flush = flush(stage);
    stage.time.passSeconds(29);
    assertThat(sent).isCompleted();
    assertThat(flush).isNotDone();
    String barrier = stage.connection().barriers().get(0);
    assertThat(stage.connection().sent).endsWith(Stage.frame("say"), barrier);
    assertThat(ScriptedConnection.channel(barrier)).hasSizeGreaterThan(2 + 13 + 25);

    stage.connection().answersBarrier(barrier);

    assertDone(stage, flush);
    assertThat(stage.connection().sent)
        .as("the channel is left again")
        .endsWith(
            "42[\"leave\",{\"channel\":"
                + ScriptedConnection.channel(barrier)
                + ",\"echo\":false}]");
    assertThat(stage.time.armed()).as("timers but the heartbeat").isOne();
  }

  @Test
  void noListenerSeesTheEventsOfABarrier() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("say");
    CompletableFuture<Void> flush = flush(stage);
    String channel = ScriptedConnection.channel(stage.connection().barriers().get(0));
    for (String event : new String[] {"update", "join", "update", "leave"}) {
      stage
          .connection()
          .says(
              "42[\"channel:"
                  + event
                  + "\",{\"channel\":"
                  + channel
                  + ",\"message\":{\"id\":\"sid-1\"}}]");
    }

    assertDone(stage, flush);
    assertThat(stage.heard).containsExactly("connect");
    stage
        .connection()
        .says("42[\"channel:join\",{\"channel\":\"room\",\"message\":{\"id\":\"sid-1\"}}]");
    stage.time.run();
    assertThat(stage.heard).containsExactly("connect", "event channel:join");
  }

  @Test
  void theJoinOfAnotherMemberConfirmsNothing() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("say");
    CompletableFuture<Void> flush = flush(stage);
    String channel = ScriptedConnection.channel(stage.connection().barriers().get(0));

    stage
        .connection()
        .says("42[\"channel:join\",{\"channel\":" + channel + ",\"message\":{\"id\":\"sid-2\"}}]");
    stage.time.run();

    assertThat(flush).isNotDone();
    assertThat(stage.heard).containsExactly("connect");
  }

  @Test
  void aServerThatDoesNotAnswerMakesItFailAndTheNextOneAsksAnew() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("say");
    CompletableFuture<Void> swallowed = flush(stage);
    stage.time.pass(LONG);
    assertThat(failure(swallowed).reason()).isEqualTo(Reason.UNCONFIRMED);
    assertThat(failure(swallowed).code()).isEqualTo("AGN-325");

    CompletableFuture<Void> again = flush(stage);
    assertThat(stage.connection().barriers()).hasSize(2).doesNotHaveDuplicates();
    stage.connection().answersBarrier(stage.connection().barriers().get(1));

    assertDone(stage, again);
  }

  @Test
  void oneBarrierServesAllWhoWaitForTheSameMessages() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("0");
    CompletableFuture<Void> first = flush(stage);
    CompletableFuture<Void> second = flush(stage);
    assertThat(stage.connection().barriers()).hasSize(1);
    CompletableFuture<Void> unusedToo = stage.send("1");
    CompletableFuture<Void> third = flush(stage);
    assertThat(stage.connection().barriers()).hasSize(2);

    stage.connection().answersBarrier(stage.connection().barriers().get(0));
    assertDone(stage, first);
    assertDone(stage, second);
    assertThat(third).isNotDone();
    stage.connection().answersBarrier(stage.connection().barriers().get(1));

    assertDone(stage, third);
    assertDone(stage, flush(stage));
    assertThat(stage.connection().barriers()).as("nothing was sent since").hasSize(2);
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
  void aConnectionThatIsLostWithUnconfirmedMessagesEndsIt() {
    Stage stage = silent();
    CompletableFuture<Void> unused = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);

    stage.connection().isLost();
    stage.time.run();

    assertThat(failure(flush).reason()).isEqualTo(Reason.LOST);
  }

  @Test
  void aConnectionThatIsLostBeforeTheMessagesWereWrittenToItDoesNotEndIt() {
    Stage stage = busy();
    CompletableFuture<Void> queued = stage.send("0");
    CompletableFuture<Void> flush = flush(stage);
    stage.connection().isLost();
    stage.time.passSeconds(2);
    stage.connection().accepts("sid-2");

    assertDone(stage, flush);
    assertThat(queued).isCompleted();
  }

  @Test
  void messagesThatWereWrittenToALostConnectionAreReportedByTheNextFlushOnce() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> written = stage.send("0");
    stage.connection().isLost();
    stage.time.run();
    assertThat(written).isCompleted();

    CompletableFuture<Void> flush = flush(stage);
    stage.time.run();

    assertThat(failure(flush).reason()).isEqualTo(Reason.LOST);
    assertDone(stage, flush(stage));
  }

  @Test
  void messagesThatWereWrittenLongBeforeTheLossAreNotReported() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> unused = stage.send("0");
    for (int i = 0; i < 5; i++) {
      stage.time.passSeconds(10);
      stage.connection().says("2");
    }
    stage.connection().isLost();

    assertDone(stage, flush(stage));
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

  /** A connected session whose server answers no barrier by itself. */
  private static Stage silent() {
    Stage stage = Stage.connected();
    AtomicInteger draw = new AtomicInteger();
    stage.random = () -> 0.5 + draw.incrementAndGet() / 1000.0;
    stage.connection().answersBarriers = false;
    return stage;
  }

  private static CompletableFuture<Void> flush(Stage stage) {
    return stage.session.flush(LONG);
  }

  private static void assertDone(Stage stage, CompletableFuture<Void> flush) {
    stage.time.run();
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

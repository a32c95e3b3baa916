package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.OverflowPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Each message has exactly one fate, and the queue has bounds. */
class SendingTest {

  @Test
  void aMessageIsDoneWhenTheConnectionHasIt() {
    Stage stage = Stage.connected();

    CompletableFuture<Void> sent = stage.send("say");

    assertThat(sent).isCompleted();
    assertThat(stage.connection().sentAfterConnect()).containsExactly(Stage.frame("say"));
  }

  @Test
  void messagesWaitInOrderForAConnection() {
    Stage stage = new Stage();
    CompletableFuture<Void> idle = stage.send("idle");
    stage.opening();
    CompletableFuture<Void> connecting = stage.send("connecting");
    stage.connection().isRefused();
    CompletableFuture<Void> waiting = stage.send("waiting");
    assertThat(stage.session.queuedMessages()).isEqualTo(3);
    assertThat(stage.session.queuedBytes()).isPositive();
    stage.time.passSeconds(1);
    stage.connection().accepts("sid-1");
    stage.time.run();

    assertThat(List.of(idle, connecting, waiting)).allSatisfy(f -> assertThat(f).isCompleted());
    assertThat(stage.connection().sentAfterConnect())
        .containsExactly(Stage.frame("idle"), Stage.frame("connecting"), Stage.frame("waiting"));
    assertThat(stage.session.queuedMessages()).isZero();
    assertThat(stage.session.queuedBytes()).isZero();
  }

  @Test
  void nothingIsSentTwice() {
    Stage stage = new Stage();
    CompletableFuture<Void> unused = stage.send("say");
    stage.connect("sid-1");
    stage.connection().isLost();
    stage.time.passSeconds(2);
    stage.connection().accepts("sid-2");

    assertThat(stage.connection().sentAfterConnect()).isEmpty();
  }

  @Test
  void closeFailsWhatWaitsAndWhatComes() {
    Stage stage = new Stage();
    CompletableFuture<Void> waiting = stage.send("say");
    CompletableFuture<Void> unused = stage.session.close();
    stage.time.run();
    CompletableFuture<Void> late = stage.send("say");

    assertThat(reason(waiting)).isEqualTo(Reason.CLOSED);
    assertThat(reason(late)).isEqualTo(Reason.CLOSED);
    assertThat(stage.session.queuedMessages()).isZero();
  }

  @Test
  void aSessionThatGaveUpSaysSo() {
    Stage stage = Stage.connected();
    stage.connection().says("41");

    CompletableFuture<Void> late = stage.send("say");

    assertThat(reason(late)).isEqualTo(Reason.FAILED);
  }

  @Test
  void withoutBufferingAMessageIsDroppedExactlyWhenNotConnected() {
    Stage stage = new Stage(draft -> draft.buffer = false);
    assertThat(reason(stage.send("idle"))).isEqualTo(Reason.NOT_CONNECTED);
    stage.opening();
    assertThat(reason(stage.send("connecting"))).isEqualTo(Reason.NOT_CONNECTED);
    stage.connection().accepts("sid-1");
    assertThat(stage.send("connected")).isCompleted();
    stage.connection().keepsUnsent = 1;
    stage.connection().bufferedBytes = 100 << 20;
    CompletableFuture<Void> busy = stage.send("busy");
    assertThat(busy).isNotDone();
    stage.connection().bufferedBytes = 0;
    stage.connection().listener.onDrained();
    stage.time.run();
    assertThat(busy).isCompleted();
    stage.connection().isLost();
    assertThat(reason(stage.send("waiting"))).isEqualTo(Reason.NOT_CONNECTED);
  }

  @Test
  void overflowByCountHasTheVictimThatThePolicyNames() {
    assertThat(survivors(OverflowPolicy.REJECT_NEW)).containsExactly("0", "1", "2");
    assertThat(survivors(OverflowPolicy.DROP_OLDEST)).containsExactly("2", "3", "4");
    assertThat(survivors(OverflowPolicy.DROP_NEWEST)).containsExactly("0", "1", "4");
  }

  private static List<String> survivors(OverflowPolicy policy) {
    Stage stage =
        new Stage(
            draft -> {
              draft.queuedMessages = 3;
              draft.overflow = policy;
            });
    List<CompletableFuture<Void>> fates = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      fates.add(stage.send(String.valueOf(i)));
      assertThat(stage.session.queuedMessages()).isLessThanOrEqualTo(3);
    }
    stage.connect("sid-1");

    List<String> survivors = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      if (fates.get(i).isCompletedExceptionally()) {
        assertThat(reason(fates.get(i))).isEqualTo(Reason.OVERFLOW);
      } else {
        survivors.add(String.valueOf(i));
      }
    }
    assertThat(stage.connection().sentAfterConnect())
        .isEqualTo(survivors.stream().map(Stage::frame).toList());
    return survivors;
  }

  @Test
  void overflowByBytesCountsBytes() {
    int size = Stage.message("0").bytes();
    Stage stage = new Stage(draft -> draft.queuedBytes = 2L * size);
    CompletableFuture<Void> first = stage.send("0");
    CompletableFuture<Void> second = stage.send("1");
    CompletableFuture<Void> third = stage.send("2");
    stage.time.run();

    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    assertThat(reason(third)).isEqualTo(Reason.OVERFLOW);
    assertThat(stage.session.queuedBytes()).isEqualTo(2L * size);
  }

  @Test
  void aMessageLargerThanTheQueueDrivesNobodyOut() {
    int size = Stage.message("0").bytes();
    Stage stage =
        new Stage(
            draft -> {
              draft.queuedBytes = size;
              draft.overflow = OverflowPolicy.DROP_OLDEST;
            });
    CompletableFuture<Void> small = stage.send("0");

    CompletableFuture<Void> large = stage.send("too large to fit");
    stage.time.run();

    assertThat(small).isNotDone();
    assertThat(reason(large)).isEqualTo(Reason.OVERFLOW);
  }

  @Test
  void anOldMessageExpiresWhenItsAgeIsReachedAndNotBefore() {
    Stage stage = new Stage(draft -> draft.queuedAge = Optional.of(Duration.ofSeconds(10)));
    CompletableFuture<Void> first = stage.send("0");
    stage.time.passSeconds(4);
    CompletableFuture<Void> second = stage.send("1");
    stage.time.passMillis(5_999);
    assertThat(first).isNotDone();

    stage.time.passMillis(1);

    assertThat(reason(first)).isEqualTo(Reason.EXPIRED);
    assertThat(second).isNotDone();
    stage.time.passSeconds(4);
    assertThat(reason(second)).isEqualTo(Reason.EXPIRED);
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void anOldMessageIsNotSentEvenIfTheTimerIsLate() {
    Stage stage = new Stage(draft -> draft.queuedAge = Optional.of(Duration.ofSeconds(10)));
    CompletableFuture<Void> old = stage.send("old");
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET);
    stage.time.sleepThrough(Duration.ofSeconds(12));
    CompletableFuture<Void> fresh = stage.send("fresh");
    stage.connection().says("40{\"sid\":\"sid-1\"}");
    stage.time.run();

    assertThat(reason(old)).isEqualTo(Reason.EXPIRED);
    assertThat(fresh).isCompleted();
    assertThat(stage.connection().sentAfterConnect()).containsExactly(Stage.frame("fresh"));
  }

  @Test
  void cancellingTakesAMessageOutOfTheQueue() {
    Stage stage = new Stage(draft -> draft.queuedMessages = 2);
    CompletableFuture<Void> first = stage.send("0");
    CompletableFuture<Void> second = stage.send("1");

    assertThat(first.cancel(false)).isTrue();

    assertThat(stage.session.queuedMessages()).isEqualTo(1);
    assertThat(stage.session.queuedBytes()).isEqualTo(1 * (long) Stage.message("a").bytes());
    CompletableFuture<Void> third = stage.send("2");
    stage.connect("sid-1");
    assertThat(first).isCancelled();
    assertThat(second).isCompleted();
    assertThat(third).isCompleted();
    assertThat(stage.connection().sentAfterConnect())
        .containsExactly(Stage.frame("1"), Stage.frame("2"));
  }

  @Test
  void cancellingWhatWasSentIsTooLate() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> sent = stage.send("say");

    assertThat(sent.cancel(true)).isFalse();

    assertThat(sent).isCompleted().isNotCancelled();
  }

  /** Why a message was dropped. */
  static Reason reason(CompletableFuture<Void> fate) {
    try {
      fate.getNow(null);
    } catch (CompletionException dropped) {
      if (dropped.getCause() instanceof NotSentException notSent) {
        return notSent.reason();
      }
    }
    throw new AssertionError("not dropped: " + fate);
  }
}

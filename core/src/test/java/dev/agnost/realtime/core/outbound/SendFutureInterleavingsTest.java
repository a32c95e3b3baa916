package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.core.Interleavings;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The future of a message that its sender cancels while others decide about it. */
class SendFutureInterleavingsTest {

  @BeforeAll
  static void interleavingsAreSeen() {
    Interleavings.assumeThatTheyAreSeen();
  }

  @Test
  void eitherItIsCancelledOrHandedOver() {
    Interleavings.check(
        () -> {
          List<String> told = new CopyOnWriteArrayList<>();
          SendFuture receipt = new SendFuture(Runnable::run, () -> told.add("taken out")).publish();
          Interleavings.inParallel(
              () -> {
                if (receipt.cancel(false)) {
                  told.add("cancelled");
                }
              },
              () -> {
                if (receipt.decide()) {
                  told.add("handed");
                  receipt.handedOver();
                }
              });
          return String.join(", ", told) + ": " + state(receipt);
        },
        "taken out, cancelled: cancelled",
        "handed: done");
  }

  @Test
  void oneOfThreeOutcomesWinsAndTheOthersKnow() {
    Interleavings.check(
        () -> {
          List<String> won = new CopyOnWriteArrayList<>();
          SendFuture receipt = new SendFuture(Runnable::run, () -> {}).publish();
          Interleavings.inParallel(
              () -> {
                if (receipt.cancel(false)) {
                  won.add("cancel");
                }
              },
              () -> {
                if (receipt.dropped(new IllegalStateException())) {
                  won.add("drop");
                }
              },
              () -> {
                if (receipt.decide()) {
                  won.add("hand over");
                  receipt.handedOver();
                }
              });
          return String.join(", ", won) + ": " + state(receipt);
        },
        "cancel: cancelled",
        "drop: failed",
        "hand over: done");
  }

  @Test
  void aCancelThatIsRepeatedTakesItOutOnce() {
    Interleavings.check(
        () -> {
          int[] taken = new int[1];
          SendFuture receipt = new SendFuture(Runnable::run, () -> taken[0]++).publish();
          Interleavings.inParallel(() -> receipt.cancel(false), () -> receipt.cancel(true));
          return taken[0] + " " + state(receipt);
        },
        "1 cancelled");
  }

  @Test
  void anOutcomeWhileTheSenderStillPublishesItIsToldByAWorker() {
    Interleavings.check(
        () -> {
          AtomicReference<@Nullable SendFuture> sent = new AtomicReference<>();
          Queue<Runnable> workers = new ConcurrentLinkedQueue<>();
          boolean[] decided = new boolean[1];
          Interleavings.inParallel(
              () -> {
                SendFuture made = new SendFuture(workers::add, () -> {});
                sent.set(made);
                SendFuture unused = made.publish();
              },
              () -> {
                SendFuture found = sent.get();
                decided[0] = found != null && found.dropped(new IllegalStateException());
              });
          SendFuture receipt = Objects.requireNonNull(sent.get());
          String before = state(receipt);
          for (Runnable next = workers.poll(); next != null; next = workers.poll()) {
            next.run();
          }
          return (decided[0] ? "decided: " : "too early: ") + before + ", " + state(receipt);
        },
        "decided: waiting, failed",
        "too early: waiting, waiting");
  }

  private static String state(SendFuture receipt) {
    if (!receipt.isDone()) {
      return "waiting";
    }
    if (receipt.isCancelled()) {
      return "cancelled";
    }
    return receipt.isCompletedExceptionally() ? "failed" : "done";
  }
}

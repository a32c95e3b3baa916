package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.Interleavings;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The future of a message that its sender cancels while others decide about it. */
class ReceiptInterleavingsTest {

  @BeforeAll
  static void interleavingsAreSeen() {
    Interleavings.assumeThatTheyAreSeen();
  }

  @Test
  void eitherItIsCancelledOrHandedOver() {
    Interleavings.check(
        () -> {
          List<String> told = new CopyOnWriteArrayList<>();
          Receipt receipt = new Receipt(Runnable::run, () -> told.add("taken out")).publish();
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
          Receipt receipt = new Receipt(Runnable::run, () -> {}).publish();
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
          Receipt receipt = new Receipt(Runnable::run, () -> taken[0]++).publish();
          Interleavings.inParallel(() -> receipt.cancel(false), () -> receipt.cancel(true));
          return taken[0] + " " + state(receipt);
        },
        "1 cancelled");
  }

  @Test
  void anOutcomeWhileTheSenderStillPublishesItIsToldByAWorker() {
    Interleavings.check(
        () -> {
          AtomicReference<Receipt> sent = new AtomicReference<>();
          Queue<Runnable> workers = new ConcurrentLinkedQueue<>();
          boolean[] decided = new boolean[1];
          Interleavings.inParallel(
              () -> {
                Receipt receipt = new Receipt(workers::add, () -> {});
                sent.set(receipt);
                Receipt unused = receipt.publish();
              },
              () -> {
                Receipt receipt = sent.get();
                decided[0] = receipt != null && receipt.dropped(new IllegalStateException());
              });
          String before = state(sent.get());
          for (Runnable next = workers.poll(); next != null; next = workers.poll()) {
            next.run();
          }
          return (decided[0] ? "decided: " : "too early: ") + before + ", " + state(sent.get());
        },
        "decided: waiting, failed",
        "too early: waiting, waiting");
  }

  private static String state(Receipt receipt) {
    if (!receipt.isDone()) {
      return "waiting";
    }
    if (receipt.isCancelled()) {
      return "cancelled";
    }
    return receipt.isCompletedExceptionally() ? "failed" : "done";
  }
}

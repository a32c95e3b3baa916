package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.systemtests.nemesis.Fate.Outcome;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A message and what its sender is told of it. */
final class SentLetter {

  private final Letter letter;
  private final CompletableFuture<Void> receipt;
  private final AtomicInteger times = new AtomicInteger();
  private volatile Outcome outcome = Outcome.OPEN; // written by whoever completes the receipt

  SentLetter(Letter letter, CompletableFuture<Void> receipt) {
    this.letter = letter;
    this.receipt = receipt;
    CompletableFuture<Void> unused = receipt.whenComplete((nothing, thrown) -> told(thrown));
  }

  private void told(@Nullable Throwable thrown) {
    if (thrown == null) {
      outcome = Outcome.HANDED;
    } else {
      boolean cancelled = thrown instanceof CancellationException;
      outcome = cancelled ? Outcome.CANCELLED : Outcome.DROPPED;
    }
    times.incrementAndGet();
  }

  Letter letter() {
    return letter;
  }

  /** Takes it back if it still waits. */
  void cancel() {
    receipt.cancel(false);
  }

  boolean isDone() {
    return times.get() > 0;
  }

  Fate fate() {
    return new Fate(letter, outcome, times.get());
  }
}

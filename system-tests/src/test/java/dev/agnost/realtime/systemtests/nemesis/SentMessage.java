package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.systemtests.nemesis.SendResult.Outcome;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A message and its outcome. */
final class SentMessage {

  private final MessageId id;
  private final CompletableFuture<Void> receipt;
  private final AtomicInteger times = new AtomicInteger();
  private volatile Outcome outcome = Outcome.OPEN; // written by whoever completes the receipt

  SentMessage(MessageId id, CompletableFuture<Void> receipt) {
    this.id = id;
    this.receipt = receipt;
    CompletableFuture<Void> unused = receipt.whenComplete((nothing, thrown) -> event(thrown));
  }

  private void event(@Nullable Throwable thrown) {
    if (thrown == null) {
      outcome = Outcome.SENT;
    } else {
      boolean cancelled = thrown instanceof CancellationException;
      outcome = cancelled ? Outcome.CANCELLED : Outcome.DROPPED;
    }
    times.incrementAndGet();
  }

  MessageId id() {
    return id;
  }

  /** Takes it back if it still waits. */
  void cancel() {
    receipt.cancel(false);
  }

  boolean isDone() {
    return times.get() > 0;
  }

  SendResult result() {
    return new SendResult(id, outcome, times.get());
  }
}

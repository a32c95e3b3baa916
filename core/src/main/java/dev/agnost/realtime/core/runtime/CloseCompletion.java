package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.CallbackBarrier;
import dev.agnost.realtime.core.concurrent.PendingFutures;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.connection.ClosingConnections;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Completes the futures of {@code close()}, and releases the client: after the connections that are
 * closing have ended and the callbacks that were due have run. On the serial executor only.
 */
final class CloseCompletion {

  /** How long callbacks that are stuck delay the end of a close. */
  private static final Duration CALLBACK_LIMIT = Duration.ofMillis(500);

  private final PendingFutures futures;
  private final ClosingConnections closing;
  private final CallbackBarrier barrier;
  private final Scheduler scheduler;
  private final Executor workers;
  private final Runnable released;

  private long calledAt; // the first close() whose future is not complete

  CloseCompletion(
      PendingFutures futures,
      ClosingConnections closing,
      CallbackBarrier barrier,
      SessionEnvironment environment) {
    this.futures = futures;
    this.closing = closing;
    this.barrier = barrier;
    this.scheduler = environment.scheduler();
    this.workers = environment.workers();
    this.released = environment.released();
  }

  /** Adds the future of a {@code close()}. */
  void add(CompletableFuture<Void> future) {
    if (futures.isEmpty()) {
      calledAt = scheduler.now();
    }
    futures.add(future);
  }

  /** Completes the futures added so far when everything has ended. */
  void settle() {
    PendingFutures settled = futures.split();
    long called = calledAt;
    closing.whenEnded(() -> settled.doneAfter(barrier, leftForCallbacks(scheduler.now() - called)));
  }

  /** A close takes no longer than the limit of {@link ClosingConnections}, callbacks included. */
  private static Duration leftForCallbacks(long nanosSinceClose) {
    long left = Math.max(0, ClosingConnections.LIMIT.toNanos() - nanosSinceClose);
    return Duration.ofNanos(Math.min(left, CALLBACK_LIMIT.toNanos()));
  }

  /** Releases what the client created. */
  void release() {
    closing.whenEnded(() -> barrier.then(CALLBACK_LIMIT, this::runReleased));
  }

  private void runReleased() {
    try {
      workers.execute(released);
    } catch (RejectedExecutionException full) { // ignored: run here, else it would never run
      released.run();
    }
  }
}

package dev.agnost.realtime.core.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Futures that wait for the same thing. In the mailbox only; they are completed by the workers,
 * since what the user attached to them must not run in the mailbox or on an I/O thread.
 */
final class Waiters {

  private final Executor workers;
  private final List<CompletableFuture<Void>> futures = new ArrayList<>();

  Waiters(Executor workers) {
    this.workers = workers;
  }

  void add(CompletableFuture<Void> future) {
    futures.removeIf(CompletableFuture::isDone);
    futures.add(future);
  }

  /** Whether nobody waits. */
  boolean isEmpty() {
    return futures.stream().allMatch(CompletableFuture::isDone);
  }

  /** Those who wait now, to be dealt with apart; here nobody waits any more. */
  Waiters split() {
    Waiters apart = new Waiters(workers);
    apart.futures.addAll(take());
    return apart;
  }

  /** Completes all. */
  void done() {
    finish(null);
  }

  /** Fails all. */
  void failed(Throwable reason) {
    finish(reason);
  }

  /** Completes all once the callbacks that wait now have run, or after {@code limit} if not. */
  void doneAfter(LastCallbacks callbacks, Duration limit) {
    List<CompletableFuture<Void>> all = take();
    if (!all.isEmpty()) {
      callbacks.then(limit, () -> run(() -> all.forEach(future -> future.complete(null))));
    }
  }

  private void finish(@Nullable Throwable reason) {
    List<CompletableFuture<Void>> all = take();
    if (!all.isEmpty()) {
      run(() -> all.forEach(future -> complete(future, reason)));
    }
  }

  private List<CompletableFuture<Void>> take() {
    List<CompletableFuture<Void>> all = List.copyOf(futures);
    futures.clear();
    return all;
  }

  private void run(Runnable completion) {
    try {
      workers.execute(completion);
    } catch (RejectedExecutionException over) {
      completion.run(); // ignored: the client is released and these futures still have to end
    }
  }

  private static void complete(CompletableFuture<Void> future, @Nullable Throwable reason) {
    if (reason == null) {
      future.complete(null);
    } else {
      future.completeExceptionally(reason);
    }
  }
}

package dev.agnost.realtime.core.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Futures that wait for the same thing. On the serial executor only; they are completed by the
 * workers, since dependent stages must not run on the serial executor or on an I/O thread.
 */
public final class PendingFutures {

  private final Executor workers;
  private final List<CompletableFuture<Void>> futures = new ArrayList<>();

  public PendingFutures(Executor workers) {
    this.workers = workers;
  }

  public void add(CompletableFuture<Void> future) {
    futures.removeIf(CompletableFuture::isDone);
    futures.add(future);
  }

  /** Whether no future is pending. */
  public boolean isEmpty() {
    return futures.stream().allMatch(CompletableFuture::isDone);
  }

  /** Moves the pending futures to a new object. */
  public PendingFutures split() {
    PendingFutures apart = new PendingFutures(workers);
    apart.futures.addAll(take());
    return apart;
  }

  /** Completes all. */
  public void done() {
    finish(null);
  }

  /** Fails all. */
  public void failed(Throwable reason) {
    finish(reason);
  }

  /** Completes all once the callbacks that wait now have run, or after {@code limit} if not. */
  public void doneAfter(CallbackBarrier callbacks, Duration limit) {
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

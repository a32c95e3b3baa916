package dev.agnost.realtime.core.outbound;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The future of one message: exactly one of handed over, dropped, or cancelled.
 *
 * <p>Cancelling wins only while the message waits. While the call of {@code send} is still under
 * way on the same thread no other thread has the future, so it is completed there; afterwards the
 * workers complete it, because what the user attached to it must not run on an I/O thread or on the
 * serial executor.
 */
public final class SendFuture extends CompletableFuture<Void> {

  private enum Fate {
    WAITING,
    DECIDED,
    CANCELLED
  }

  private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.WAITING);
  private final Executor workers;
  private final Runnable onCancel;
  private volatile @Nullable Thread sender = Thread.currentThread(); // null once send returned

  /**
   * @param onCancel has the message taken out of the queue
   */
  public SendFuture(Executor workers, Runnable onCancel) {
    this.workers = workers;
    this.onCancel = onCancel;
  }

  /** The call of {@code send} returns this future to the user now. */
  public SendFuture publish() {
    sender = null;
    return this;
  }

  /** Decides that the message is handed over; false if it was cancelled. */
  public boolean decide() {
    return fate.compareAndSet(Fate.WAITING, Fate.DECIDED);
  }

  public boolean isWaiting() {
    return fate.get() == Fate.WAITING;
  }

  /** The message was handed to the connection; after {@link #decide()}. */
  public void handedOver() {
    finish(() -> complete(null));
  }

  /** The message was dropped; does nothing, and returns false, if it was cancelled. */
  public boolean dropped(Throwable reason) {
    boolean decided = decide();
    if (decided) {
      finish(() -> completeExceptionally(reason));
    }
    return decided;
  }

  /** As {@link #dropped}, for one that was decided but could not be written. */
  public void failed(Throwable reason) {
    finish(() -> completeExceptionally(reason));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!fate.compareAndSet(Fate.WAITING, Fate.CANCELLED)) {
      return isCancelled();
    }
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    onCancel.run();
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  private void finish(Runnable completion) {
    if (sender == Thread.currentThread()) {
      completion.run();
      return;
    }
    try {
      workers.execute(completion);
    } catch (RejectedExecutionException over) {
      completion.run(); // ignored: the client is released and this future still has to end
    }
  }
}

package dev.agnost.realtime.core.concurrent;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the callbacks of one client one at a time and in order, on whatever executor. Thread-safe.
 *
 * <p>What is added waits for {@link #dispatch()}, so that many callbacks make one task.
 */
public final class CallbackExecutor {

  private static final int CALLBACKS_PER_TASK = 256;

  private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Executor executor;
  private final Consumer<Throwable> rejected;
  private volatile @Nullable Thread handingOver; // the thread inside executor.execute
  private volatile WeakReference<@Nullable Thread> lastThread = new WeakReference<>(null);

  /**
   * @param executor where callbacks run
   * @param rejected hears that the executor takes no more tasks; what waits is dropped then
   */
  public CallbackExecutor(Executor executor, Consumer<Throwable> rejected) {
    this.executor = executor;
    this.rejected = rejected;
  }

  /** Adds a callback, which must not throw. */
  public void add(Runnable callback) {
    callbacks.add(callback);
  }

  /** Has what was added run. Call it outside of the mailbox. */
  public void dispatch() {
    if (callbacks.isEmpty() || !scheduled.compareAndSet(false, true)) {
      return;
    }
    Thread before = handingOver;
    try {
      handingOver = Thread.currentThread();
      executor.execute(this::run);
    } catch (RuntimeException | Error full) { // the boundary to the user's executor
      callbacks.clear();
      scheduled.set(false);
      rejected.accept(full);
    } finally {
      handingOver = before;
    }
  }

  /** The last thread that the executor ran callbacks on; null if it runs them on the caller's. */
  public @Nullable Thread lastThread() {
    return lastThread.get();
  }

  private void run() {
    NonBlockingScope.run(this::runCallbacks);
  }

  private void runCallbacks() {
    boolean inline = handingOver == Thread.currentThread(); // a direct executor: no recursion then
    if (!inline && lastThread.get() != Thread.currentThread()) {
      lastThread = new WeakReference<>(Thread.currentThread());
    }
    do {
      int done = 0;
      for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
        next.run();
        if (++done == CALLBACKS_PER_TASK) {
          break;
        }
      }
    } while (inline && !callbacks.isEmpty());
    scheduled.set(false);
    dispatch(); // what came meanwhile, or the rest
  }
}

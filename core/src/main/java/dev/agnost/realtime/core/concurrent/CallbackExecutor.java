package dev.agnost.realtime.core.concurrent;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the callbacks of one client one at a time and in order, on whatever executor. Thread-safe.
 *
 * <p>What is added waits for {@link #dispatch()}, so that many callbacks make one task. A task that
 * the executor refuses is offered again, for some seconds.
 */
public final class CallbackExecutor {

  private static final int CALLBACKS_PER_TASK = 256;
  private static final Duration FIRST_RETRY = Duration.ofMillis(5);
  private static final int MOST_RETRIES = 10; // five seconds in all

  private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Executor executor;
  private final Scheduler scheduler;
  private final Consumer<Throwable> rejected;
  private volatile @Nullable Thread handingOver; // the thread inside executor.execute
  private volatile WeakReference<@Nullable Thread> lastThread = new WeakReference<>(null);

  /**
   * @param executor where callbacks run
   * @param scheduler for the next offer after a refusal
   * @param rejected called when the executor has refused a task for five seconds; the callbacks
   *     that were waiting are dropped then
   */
  public CallbackExecutor(Executor executor, Scheduler scheduler, Consumer<Throwable> rejected) {
    this.executor = executor;
    this.scheduler = scheduler;
    this.rejected = rejected;
  }

  /** Adds a callback, which must not throw. */
  public void add(Runnable callback) {
    callbacks.add(callback);
  }

  /** Has what was added run. Call it outside of the serial executor. */
  public void dispatch() {
    if (!callbacks.isEmpty() && scheduled.compareAndSet(false, true)) {
      offer(0);
    }
  }

  private void offer(int refusals) {
    Thread before = handingOver;
    try {
      handingOver = Thread.currentThread();
      executor.execute(this::run);
    } catch (RuntimeException | Error refusal) { // the boundary to the user's executor
      refused(refusal, refusals + 1);
    } finally {
      handingOver = before;
    }
  }

  private void refused(Throwable refusal, int refusals) {
    if (refusals <= MOST_RETRIES) {
      try {
        Duration wait = FIRST_RETRY.multipliedBy(1L << (refusals - 1));
        Scheduler.Timer unused = scheduler.schedule(wait, () -> offer(refusals));
        return;
      } catch (RejectedExecutionException released) {
        refusal.addSuppressed(released);
      }
    }
    callbacks.clear();
    scheduled.set(false);
    rejected.accept(refusal);
    dispatch(); // what was added between the two
  }

  /** The last thread that the executor ran callbacks on; null if it runs them on the caller's. */
  public @Nullable Thread lastThread() {
    return lastThread.get();
  }

  /**
   * A listener that leaves its thread interrupted must not reach the next one, or the transport.
   */
  private static void clearInterrupt() {
    boolean unused = Thread.interrupted();
  }

  private void run() {
    NonBlockingScope.run(this::runCallbacks);
  }

  private void runCallbacks() {
    boolean inline = handingOver == Thread.currentThread(); // a direct executor: no recursion then
    if (!inline && lastThread.get() != Thread.currentThread()) {
      lastThread = new WeakReference<>(Thread.currentThread());
    }
    boolean interrupted = Thread.interrupted(); // by whoever owns the thread: not for callbacks
    do {
      int done = 0;
      for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
        next.run();
        clearInterrupt();
        if (++done == CALLBACKS_PER_TASK) {
          break;
        }
      }
    } while (inline && !callbacks.isEmpty());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    scheduled.set(false);
    dispatch(); // what came meanwhile, or the rest
  }
}

package dev.agnost.realtime.core.concurrent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all clients of a process share: a timer thread, worker threads, and transports of the same
 * kind and configuration. The first client creates it, the last releases it. Thread-safe.
 *
 * <p>The timer thread never runs code of a client: a due timer is handed to the workers.
 */
public final class SharedResources {

  private static final ReentrantLock LOCK = new ReentrantLock(); // never held in foreign code
  private static @Nullable SharedResources current; // guarded by LOCK
  private static int users; // guarded by LOCK

  private final ScheduledThreadPoolExecutor timer;
  private final WorkerPool workers;
  private final Map<Class<?>, RefCounted<?>> shared = new ConcurrentHashMap<>();

  private SharedResources() {
    AtomicInteger number = new AtomicInteger();
    timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "agnost-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    workers =
        new WorkerPool(task -> daemon(task, "agnost-worker-" + number.incrementAndGet()), timer);
  }

  /** The shared resources, counted for one more user, who calls {@link #release()} once. */
  public static SharedResources acquire() {
    LOCK.lock();
    try {
      SharedResources resources = current;
      if (resources == null) {
        resources = new SharedResources();
        current = resources;
      }
      users++;
      return resources;
    } finally {
      LOCK.unlock();
    }
  }

  /** One user less; the last one ends the threads, after what they are doing. */
  public void release() {
    LOCK.lock();
    try {
      users--;
      if (users > 0) {
        return;
      }
      current = null;
    } finally {
      LOCK.unlock();
    }
    timer.shutdown();
    workers.close();
  }

  /** Worker threads. */
  public Executor workers() {
    return workers;
  }

  /** Time and timers; tasks run on the workers. */
  public Scheduler timers() {
    return new Scheduler() {
      @Override
      public long now() {
        return System.nanoTime();
      }

      @Override
      public Timer schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled =
            timer.schedule(() -> workers.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
      }
    };
  }

  /**
   * The objects of one type that clients share, such as transports of the same configuration.
   *
   * @param closer releases an object that no client uses any more
   */
  @SuppressWarnings("unchecked") // the key is the type
  public <T> RefCounted<T> shared(Class<T> type, Consumer<? super T> closer) {
    return (RefCounted<T>) shared.computeIfAbsent(type, t -> new RefCounted<T>(closer));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(() -> NonBlockingScope.run(task), name);
    thread.setDaemon(true);
    return thread;
  }
}

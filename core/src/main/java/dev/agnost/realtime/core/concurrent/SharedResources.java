package dev.agnost.realtime.core.concurrent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all clients of a process share: threads, and transports of the same kind and configuration.
 * The first client creates it, the last releases it. Thread-safe.
 *
 * <p>Timers, workers and suppliers have threads of their own, so that a supplier or a listener that
 * blocks delays no timer, and suppliers delay no listener. The timer thread never runs code of a
 * client: a due timer is handed on. No thread inherits anything of the thread that made the first
 * client: neither inheritable thread locals nor the context class loader, which is that of the SDK.
 */
public final class SharedResources {

  private static final long IDLE_SECONDS = 5;
  private static final ReentrantLock LOCK = new ReentrantLock(); // never held in foreign code
  private static @Nullable SharedResources current; // guarded by LOCK
  private static int users; // guarded by LOCK

  private final ScheduledThreadPoolExecutor timer;
  private final WorkerPool dueTimers;
  private final WorkerPool workers;
  private final ThreadPoolExecutor suppliers;
  private final Map<Class<?>, RefCounted<?>> shared = new ConcurrentHashMap<>();

  private SharedResources() {
    timer = new ScheduledThreadPoolExecutor(1, threads("agnost-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    dueTimers = new WorkerPool(threads("agnost-due"), timer);
    workers = new WorkerPool(threads("agnost-worker"), timer);
    suppliers = // as many as are being asked, since each may block
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads("agnost-supplier"));
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
    dueTimers.close();
    workers.close();
    suppliers.shutdown();
  }

  /** Threads for callbacks and for the completion of futures. */
  public Executor workers() {
    return workers;
  }

  /**
   * Threads for the suppliers of applications, which may block; one for each that is being asked.
   */
  public Executor suppliers() {
    return suppliers;
  }

  /** Time and timers. Tasks run on threads that no listener and no supplier can hold up. */
  public Scheduler timers() {
    return new Scheduler() {
      @Override
      public long now() {
        return System.nanoTime();
      }

      @Override
      public Timer schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled =
            timer.schedule(() -> dueTimers.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
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

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread =
          withoutInheritedLocals(
              () -> NonBlockingScope.run(task), name + "-" + number.incrementAndGet());
      thread.setContextClassLoader(SharedResources.class.getClassLoader());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static Thread withoutInheritedLocals(Runnable task, String name) {
    try {
      return new Thread(null, task, name, 0, false);
    } catch (NoSuchMethodError olderAndroid) {
      return new Thread(null, task, name); // ignored: Android has the constructor since API 34
    }
  }
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.transport.Transport;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What all clients of a process share: a timer thread, worker threads, and transports of the same
 * kind and configuration. The first client creates it, the last releases it. Thread-safe.
 *
 * <p>The timer thread never runs code of a client: a due timer is handed to the workers.
 */
public final class ProcessResources {

  private static final ReentrantLock LOCK = new ReentrantLock(); // never held in foreign code
  private static @Nullable ProcessResources current; // guarded by LOCK
  private static int users; // guarded by LOCK

  private final ScheduledThreadPoolExecutor timer;
  private final SharedWorkers workers;
  private final Shared<Transport> transports = new Shared<>(Transport::close);
  private final Shared<FallbackHttp> fallbackHttp = new Shared<>(FallbackHttp::close);

  private ProcessResources() {
    AtomicInteger number = new AtomicInteger();
    timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "agnost-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    workers =
        new SharedWorkers(task -> daemon(task, "agnost-worker-" + number.incrementAndGet()), timer);
  }

  /** The shared resources, counted for one more user, who calls {@link #release()} once. */
  public static ProcessResources acquire() {
    LOCK.lock();
    try {
      ProcessResources resources = current;
      if (resources == null) {
        resources = new ProcessResources();
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
  public Timers timers() {
    return new Timers() {
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

  /** Transports of the same kind and configuration. */
  public Shared<Transport> transports() {
    return transports;
  }

  /** What core brings for transports without HTTP of their own. */
  public Shared<FallbackHttp> fallbackHttp() {
    return fallbackHttp;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}

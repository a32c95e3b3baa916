package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.transport.Transport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
  private final ReentrantLock transportsLock = new ReentrantLock();
  private final Map<Object, Shared> transports = new HashMap<>(); // guarded by transportsLock

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

  /**
   * The transport for this key, created by the first who asks; each asker calls {@link
   * #releaseTransport} once.
   *
   * @param key equal for transports that may be shared
   */
  public Transport acquireTransport(Object key, Supplier<Transport> creator) {
    Shared shared;
    transportsLock.lock();
    try {
      shared = transports.computeIfAbsent(key, k -> new Shared());
      shared.users++;
    } finally {
      transportsLock.unlock();
    }
    try {
      return shared.get(creator);
    } catch (RuntimeException | Error failed) {
      releaseTransport(key);
      throw failed;
    }
  }

  /** One user less of this transport; the last one closes it. */
  public void releaseTransport(Object key) {
    Shared unused = null;
    transportsLock.lock();
    try {
      Shared shared = transports.get(key);
      if (shared != null && --shared.users == 0) {
        transports.remove(key);
        unused = shared;
      }
    } finally {
      transportsLock.unlock();
    }
    if (unused != null) {
      unused.close();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A transport and how many use it. */
  private static final class Shared {
    private int users; // guarded by transportsLock
    private final ReentrantLock creation = new ReentrantLock();
    private @Nullable Transport transport; // guarded by creation

    Transport get(Supplier<Transport> creator) {
      creation.lock(); // held while a provider creates: only those who wait for it are held up
      try {
        Transport ready = transport;
        if (ready == null) {
          ready = creator.get();
          transport = ready;
        }
        return ready;
      } finally {
        creation.unlock();
      }
    }

    void close() {
      creation.lock();
      try {
        if (transport != null) {
          transport.close();
          transport = null;
        }
      } finally {
        creation.unlock();
      }
    }
  }
}

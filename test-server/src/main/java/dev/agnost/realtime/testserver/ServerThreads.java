package dev.agnost.realtime.testserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one server, all named after its port and all daemons: one that accepts, one for
 * timers, one reader per connection, and writers that exist only while there is something to write.
 */
final class ServerThreads implements AutoCloseable {
  private static final long JOIN_MILLIS = 10_000;

  private final String prefix;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timers;
  private final ThreadPoolExecutor writers;

  ServerThreads(int port) {
    prefix = "agnost-server-" + port + "-";
    timers = new ScheduledThreadPoolExecutor(1, factory("timer"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    writers =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), factory("writer"));
    writers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Starts a thread that ends by itself once its socket is closed. */
  Thread spawn(String name, Runnable body) {
    Thread thread = factory(name).newThread(body);
    thread.start();
    return thread;
  }

  /** Runs a task later; it must not throw. */
  Future<?> after(Duration delay, Runnable task) {
    return timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  Executor writers() {
    return writers;
  }

  /** Waits until every thread has ended; their sockets must be closed before. */
  @Override
  public void close() {
    timers.shutdownNow();
    writers.shutdown();
    List<Thread> left = new ArrayList<>(running);
    try {
      for (Thread thread : left) {
        thread.join(JOIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ThreadFactory factory(String name) {
    AtomicInteger count = new AtomicInteger();
    return body -> {
      Thread thread =
          new Thread(
              () -> {
                try {
                  body.run();
                } finally {
                  running.remove(Thread.currentThread());
                }
              },
              prefix + name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      running.add(thread);
      return thread;
    };
  }
}

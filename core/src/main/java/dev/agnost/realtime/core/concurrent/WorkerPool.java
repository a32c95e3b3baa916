package dev.agnost.realtime.core.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A few daemon threads for the callbacks of all clients, and more of them while some are stuck.
 *
 * <p>Normally there are as many threads as processors, at least two, and none when idle. When tasks
 * wait and none has been finished for 100 ms, the threads are taken to be blocked in user code, and
 * one more is allowed, up to 256; so one client's slow listener does not hold up another client.
 */
public final class WorkerPool implements Executor {

  private static final int MOST = 256;
  private static final long WATCH_MILLIS = 100;
  private static final long IDLE_SECONDS = 5;

  private final int normal = Math.max(2, Runtime.getRuntime().availableProcessors());
  private final ThreadPoolExecutor pool;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean watching = new AtomicBoolean();

  /**
   * @param timer borrowed, for looking after stuck threads
   */
  public WorkerPool(ThreadFactory threads, ScheduledExecutorService timer) {
    this.timer = timer;
    this.pool =
        new ThreadPoolExecutor(
            normal, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
    if (pool.getQueue().size() > 0 && watching.compareAndSet(false, true)) {
      watchAfter(pool.getCompletedTaskCount());
    }
  }

  /** Lets running tasks end and takes no more. */
  public void close() {
    pool.shutdown();
  }

  private void watchAfter(long completed) {
    try {
      ScheduledFuture<?> unused =
          timer.schedule(() -> watch(completed), WATCH_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException over) {
      watching.set(false); // ignored: the last client is gone, what runs is all there will be
    }
  }

  private void watch(long completedBefore) {
    if (pool.getQueue().isEmpty()) {
      pool.setCorePoolSize(normal);
      watching.set(false);
      return;
    }
    long completed = pool.getCompletedTaskCount();
    if (completed == completedBefore && pool.getCorePoolSize() < MOST) {
      pool.setCorePoolSize(pool.getCorePoolSize() + 1);
    }
    watchAfter(completed);
  }
}

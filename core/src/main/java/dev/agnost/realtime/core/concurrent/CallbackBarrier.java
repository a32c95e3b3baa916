package dev.agnost.realtime.core.concurrent;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks after the callbacks that were due before them, but does not wait for ever for one that
 * is stuck. On the serial executor only; the tasks may run on any thread, and each runs exactly
 * once.
 */
public final class CallbackBarrier {

  private final CallbackExecutor callbacks;
  private final Scheduler timers;
  private final Set<Task> waiting = ConcurrentHashMap.newKeySet();

  public CallbackBarrier(CallbackExecutor callbacks, Scheduler timers) {
    this.callbacks = callbacks;
    this.timers = timers;
  }

  /** Work that waits for callbacks. */
  public interface Pending {

    /** It need not be done any more; does nothing if it was. */
    void cancel();
  }

  /** Runs {@code work} when the callbacks that wait now have run, or after {@code limit}. */
  public Pending then(Duration limit, Runnable work) {
    Task task = new Task(work);
    waiting.add(task);
    try {
      task.limit = timers.schedule(limit, task::run);
    } catch (RejectedExecutionException over) {
      task.run(); // ignored: the client is released, so there are no callbacks to wait for
      return task;
    }
    callbacks.add(task::run);
    return task;
  }

  /** No callback will run any more: what waits for them need not. */
  public void release() {
    waiting.forEach(Task::run);
  }

  private final class Task implements Pending {
    private final Runnable work;
    private Scheduler.@Nullable Timer limit; // written before the task can run elsewhere, or null

    Task(Runnable work) {
      this.work = work;
    }

    void run() {
      if (isTaken()) {
        work.run();
      }
    }

    @Override
    public void cancel() {
      boolean unused = isTaken(); // it is not run any more
    }

    private boolean isTaken() {
      boolean taken = waiting.remove(this);
      if (taken && limit != null) {
        limit.cancel();
      }
      return taken;
    }
  }
}

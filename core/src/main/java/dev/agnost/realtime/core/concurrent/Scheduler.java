package dev.agnost.realtime.core.concurrent;

import java.time.Duration;

/** Monotonic time and one-shot timers. */
public interface Scheduler {

  /** Nanoseconds since some fixed moment; compare by difference only. */
  long now();

  /**
   * Runs a task once. It may run on any thread, and later than asked for, but not earlier.
   *
   * @param delay not negative
   */
  Timer schedule(Duration delay, Runnable task);

  /** A task that waits. */
  interface Timer {

    /** Keeps the task from running if it has not started. Idempotent. */
    void cancel();
  }
}

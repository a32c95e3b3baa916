package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/**
 * Time that moves only when told to, and executors whose tasks run only then, on the thread of the
 * test. The clock begins shortly before it overflows, as {@link System#nanoTime()} may.
 */
public final class VirtualTime implements Scheduler {

  private static final long START = Long.MAX_VALUE - Duration.ofSeconds(15).toNanos();
  private static final int MOST_TASKS_IN_AN_INSTANT = 10_000; // more is a spin

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparingLong((Alarm alarm) -> alarm.due).thenComparing(alarm -> alarm.order));
  private final Deque<Runnable> work = new ArrayDeque<>();
  private final Deque<Runnable> callbacks = new ArrayDeque<>();
  private long elapsed;
  private long order;
  private boolean callbacksStuck;

  @Override
  public long now() {
    return START + elapsed;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    if (delay.isNegative()) {
      throw new AssertionError("delay must not be negative: " + delay);
    }
    Alarm alarm = new Alarm(elapsed + delay.toNanos(), order++, task);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  public Executor workers() {
    return work::add;
  }

  public Executor callbacks() {
    return callbacks::add;
  }

  /** From now on no callback is begun. */
  public void stickCallbacks() {
    callbacksStuck = true;
  }

  public void freeCallbacks() {
    callbacksStuck = false;
    run();
  }

  /** Runs what can run now. */
  public void run() {
    for (int done = 0; runOne(); done++) {
      if (done > MOST_TASKS_IN_AN_INSTANT) {
        throw new AssertionError("spins at " + Duration.ofNanos(elapsed));
      }
    }
  }

  private boolean runOne() {
    Runnable next = work.poll();
    if (next == null && !callbacksStuck) {
      next = callbacks.poll();
    }
    if (next != null) {
      next.run();
    }
    return next != null;
  }

  /** Lets time go by; timers that become due fire in order. */
  public void pass(Duration duration) {
    run();
    long end = elapsed + duration.toNanos();
    for (Alarm next = alarms.peek(); next != null && next.due <= end; next = alarms.peek()) {
      alarms.remove(next);
      elapsed = next.due;
      next.task.run();
      run();
    }
    elapsed = end;
  }

  public void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  public void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** As if the machine had slept: the clock jumps, and timers come late. */
  public void sleepThrough(Duration duration) {
    elapsed += duration.toNanos();
    List<Alarm> late =
        alarms.stream().filter(alarm -> alarm.due <= elapsed).sorted(alarms.comparator()).toList();
    for (Alarm alarm : late) {
      if (alarms.remove(alarm)) {
        alarm.task.run();
        run();
      }
    }
  }

  /** How many timers are armed. */
  public int armed() {
    return alarms.size();
  }

  public Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  private static final class Alarm {
    private final long due;
    private final long order;
    private final Runnable task;

    private Alarm(long due, long order, Runnable task) {
      this.due = due;
      this.order = order;
      this.task = task;
    }
  }
}

package dev.agnost.realtime.testserver;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The way of CONNECT and events to their handlers. The real server looks up environment, key and
 * session in Redis before it handles one, over one connection per node: so they are handled late,
 * one after the other, in the order of their arrival. Guarded by the lock of {@link World}.
 */
final class EventPath {
  private static final long NANOS_EACH = 40_000;

  private final World world;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private World.@Nullable Timer timer; // while something waits
  private long lastDue = Long.MIN_VALUE;

  EventPath(World world) {
    this.world = world;
  }

  /** Runs a handler when it is its turn. */
  void submit(Runnable handler) {
    Duration delay = world.settings().eventDelay();
    if (delay.isZero() && waiting.isEmpty()) {
      handler.run();
      return;
    }
    long now = System.nanoTime();
    long due = now + delay.toNanos();
    if (!waiting.isEmpty() && lastDue + NANOS_EACH - due > 0) {
      due = lastDue + NANOS_EACH;
    }
    lastDue = due;
    waiting.add(new Waiting(due, handler));
    schedule(now);
  }

  /** The process dies with all that waits. */
  void clear() {
    waiting.clear();
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void schedule(long now) {
    Waiting first = waiting.peek();
    if (first != null && timer == null) {
      timer = world.after(Duration.ofNanos(Math.max(0, first.due() - now)), this::run);
    }
  }

  private void run() {
    timer = null;
    long now = System.nanoTime();
    for (Waiting first = waiting.peek();
        first != null && first.due() - now <= 0;
        first = waiting.peek()) {
      waiting.remove();
      first.handler().run();
    }
    schedule(now);
  }

  /**
   * @param due by {@link System#nanoTime}
   */
  private record Waiting(long due, Runnable handler) {}
}

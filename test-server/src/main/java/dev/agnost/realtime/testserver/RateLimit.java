package dev.agnost.realtime.testserver;

import java.time.Duration;

/** A fixed window that opens with the first event in it. Guarded by the lock of {@link World}. */
final class RateLimit {
  private final int events;
  private final Duration window;
  private long windowStart;
  private int used;

  RateLimit(int events, Duration window) {
    this.events = events;
    this.window = window;
  }

  boolean admits(long nanoTime) {
    if (used == 0 || nanoTime - windowStart >= window.toNanos()) {
      windowStart = nanoTime;
      used = 0;
    }
    used++;
    return used <= events;
  }
}

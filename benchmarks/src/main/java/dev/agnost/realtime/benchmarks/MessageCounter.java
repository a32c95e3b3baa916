package dev.agnost.realtime.benchmarks;

import java.util.concurrent.atomic.AtomicLong;

/** Counts messages; called by one thread at a time. */
final class MessageCounter implements Runnable {

  private final AtomicLong count = new AtomicLong();

  @Override
  public void run() {
    count.lazySet(count.get() + 1);
  }

  long count() {
    return count.get();
  }
}

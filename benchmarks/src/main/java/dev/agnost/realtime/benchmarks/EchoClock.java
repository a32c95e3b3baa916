package dev.agnost.realtime.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends at a fixed rate and takes the time from when a message was due, not from when it was sent:
 * so a stall counts for all messages that it delays, which corrects coordinated omission.
 */
final class EchoClock implements Runnable {

  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int DIGITS = 3;
  private static final int SECONDS = 60;

  private final Histogram nanos = new Histogram(DIGITS);
  private final int warmUp;
  private final int total;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long start;
  private int answers; // by one thread at a time

  EchoClock(int warmUp, int measured) {
    this.warmUp = warmUp;
    this.total = warmUp + measured;
  }

  /** An answer has arrived. Answers come in the order of what was sent. */
  @Override
  public void run() {
    int index = answers++;
    if (index >= warmUp) {
      nanos.recordValue(Math.max(0, System.nanoTime() - due(index)));
    }
    if (answers == total) {
      done.countDown();
    }
  }

  /** Sends all and returns what the measured part has used. */
  Histogram send(Runnable sender, Runnable onWarm) throws InterruptedException {
    start = System.nanoTime() + INTERVAL_NANOS;
    for (int i = 0; i < total; i++) {
      if (i == warmUp) {
        onWarm.run();
      }
      for (long wait = due(i) - System.nanoTime(); wait > 0; wait = due(i) - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      sender.run();
    }
    if (!done.await(SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not all answers have come");
    }
    return nanos;
  }

  private long due(int index) {
    return start + index * INTERVAL_NANOS;
  }
}

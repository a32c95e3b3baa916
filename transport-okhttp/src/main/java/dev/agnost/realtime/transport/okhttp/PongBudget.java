package dev.agnost.realtime.transport.okhttp;

import java.util.concurrent.TimeUnit;

/**
 * Bounds the pongs that wait to be written, which OkHttp queues without limit (T7.8). Each is
 * written in one go, so that every write ends the wait of at most one.
 */
final class PongBudget {

  private static final int MAX_WAITING = 1_000;
  private static final long PATIENCE_MILLIS = 100;

  private int waiting; // guarded by this
  private boolean stalled; // guarded by this; the peer does not read

  /**
   * A ping has arrived. Waits for a moment while there are too many, unless nothing has been
   * written since the last wait.
   *
   * @return whether OkHttp is to answer it; RFC 6455 §5.5.3 allows to leave some out
   */
  synchronized boolean admit() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (waiting >= MAX_WAITING && !stalled) {
      long left = deadline - System.nanoTime();
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException ofAListener) {
        // ignored: it does not concern the reading thread
      }
      stalled = left <= 0;
    }
    waiting += stalled ? 0 : 1;
    return !stalled;
  }

  /** Something has been written. */
  synchronized void written() {
    waiting = Math.max(0, waiting - 1);
    stalled = false;
    notifyAll();
  }
}

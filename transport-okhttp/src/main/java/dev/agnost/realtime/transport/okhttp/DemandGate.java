package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.support.ConnectionSignals;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where the reading thread waits for demand. */
final class DemandGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /**
   * Waits until there is something to read for.
   *
   * @throws IOException if the connection has ended
   */
  void await(ConnectionSignals signals) throws IOException {
    if (signals.wantsRead() && !signals.isEnded()) {
      return; // the usual case
    }
    lock.lock();
    try {
      while (!signals.wantsRead() && !signals.isEnded()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    if (signals.isEnded()) {
      throw new IOException("the connection has ended");
    }
  }

  /** Lets the thread look again. */
  void open() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

package dev.agnost.realtime.tck.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that keep the processors busy, so that races end in more than one way. */
final class BusyMachine implements AutoCloseable {

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong work = new AtomicLong();

  BusyMachine() {
    int count = Math.min(4, Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::spin, TckRun.THREAD_PREFIX + "load");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void spin() {
    while (!over.get()) {
      work.incrementAndGet();
    }
  }

  /** Fails if the threads did no work. */
  void check() {
    Mismatch.unless(work.get() > 0, "some load on the processors", work);
  }

  @Override
  public void close() {
    over.set(true);
  }
}

package dev.agnost.realtime.tck.transport;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a test on a thread of its own and gives it up when a call into the transport does not
 * return, or when its time is over.
 */
final class TestThread {

  /** A test. */
  interface Body {
    void run() throws Throwable;
  }

  private static final long LOOK_MILLIS = 100;

  private TestThread() {}

  static void run(TransportFixture fixture, Duration timeout, Body body) throws Throwable {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              try {
                body.run();
              } catch (Exception | Error e) {
                throw e;
              } catch (Throwable e) {
                throw new IllegalStateException(e);
              }
              return true;
            });
    Thread thread = new Thread(task, TckRun.THREAD_PREFIX + "test");
    thread.setDaemon(true);
    thread.start();
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (ExecutionException e) {
        throw e.getCause() == null ? e : e.getCause();
      } catch (TimeoutException running) {
        Mismatch hung = hung(fixture, thread, timeout, end);
        if (hung != null) {
          thread.interrupt();
          throw hung;
        }
      }
    }
  }

  private static @Nullable Mismatch hung(
      TransportFixture fixture, Thread thread, Duration timeout, long end) {
    Mismatch overdue = fixture.calls().overdue(fixture.deadline().blocked());
    if (overdue == null && System.nanoTime() > end) {
      return new Mismatch(
          "the test to end within " + timeout.toSeconds() + " s",
          "it goes on" + CallMonitor.stack(thread));
    }
    return overdue;
  }
}

package dev.agnost.realtime.examples.quickstart;

import java.time.Duration;
import java.util.List;

/** Looks for threads of the SDK, and of its test server, that outlived their owners. */
final class LeftoverThreads {

  private static final String PREFIX = "agnost-";

  private LeftoverThreads() {}

  /**
   * The names of the threads that have not ended within {@code patience}; empty as soon as all
   * have.
   */
  static List<String> after(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (Thread thread : alive()) {
        thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return alive().stream().map(Thread::getName).sorted().toList();
  }

  private static List<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(PREFIX))
        .toList();
  }
}

package dev.agnost.realtime.examples.quickstart;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Looks for threads of the SDK, and of its test server, that outlived their owners. */
final class LeftoverThreads {

  private static final String PREFIX = "agnost-";
  private static final int ROOM = 64; // for those that start meanwhile

  private LeftoverThreads() {}

  /**
   * The names of the threads that have not ended within {@code patience}; empty as soon as all
   * have.
   */
  static List<String> after(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Thread> alive = alive();
    try {
      // one that ends may have started another, which ends what is left
      while (!alive.isEmpty() && System.nanoTime() < deadline) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        alive.get(0).join(Math.max(1, left));
        alive = alive();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return alive.stream().map(Thread::getName).sorted().toList();
  }

  /** By the groups: a thread that has just been started has no stack trace yet. */
  private static List<Thread> alive() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[2 * root.activeCount() + ROOM];
    int count = root.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(thread -> thread.getName().startsWith(PREFIX))
        .toList();
  }
}

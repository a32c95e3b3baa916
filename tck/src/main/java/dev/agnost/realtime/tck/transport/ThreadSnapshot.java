package dev.agnost.realtime.tck.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The live threads that a transport may have started: those in the thread group of the test's
 * thread, which new threads inherit, without the kit's own and those that the settings except.
 *
 * @param threads in no order
 */
record ThreadSnapshot(List<Thread> threads) {

  ThreadSnapshot {
    threads = List.copyOf(threads);
  }

  static ThreadSnapshot take(TckSettings settings) {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread[] all = new Thread[2 * group.activeCount() + 64];
    int count = group.enumerate(all);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = all[i];
      if (!own(thread) && !settings.isLibraryThread(thread.getName())) {
        threads.add(thread);
      }
    }
    return new ThreadSnapshot(threads);
  }

  private static boolean own(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return thread.getName().startsWith(TckRun.THREAD_PREFIX)
        || (group != null && group.getName().startsWith(TckRun.THREAD_PREFIX))
        || thread == Thread.currentThread();
  }

  int count() {
    return threads.size();
  }

  /**
   * Names that more threads have now than before, digits aside: {@code pool-#} stands for {@code
   * pool-7}. Threads that a library keeps for the life of the JVM are in both.
   */
  List<String> moreThan(ThreadSnapshot before) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Thread thread : threads) {
      counts.merge(kind(thread), 1, Integer::sum);
    }
    for (Thread thread : before.threads) {
      counts.merge(kind(thread), -1, Integer::sum);
    }
    List<String> more = new ArrayList<>();
    counts.forEach(
        (kind, count) -> {
          if (count > 0) {
            more.add(count + " x " + kind);
          }
        });
    return more;
  }

  /** Threads that were not there before. */
  List<Thread> newSince(ThreadSnapshot before) {
    List<Thread> fresh = new ArrayList<>(threads);
    fresh.removeAll(before.threads);
    return fresh;
  }

  private static String kind(Thread thread) {
    return thread.getName().replaceAll("[0-9]+", "#");
  }
}

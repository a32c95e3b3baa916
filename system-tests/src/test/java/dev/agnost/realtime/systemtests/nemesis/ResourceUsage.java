package dev.agnost.realtime.systemtests.nemesis;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Threads and file descriptors of this process, but for those of the kit and of the JVM.
 *
 * @param threads how many of each name, digits aside
 * @param descriptors 0 where the system does not tell
 */
record ResourceUsage(Map<String, Integer> threads, int descriptors) {

  private static final int FEW = 4;

  /**
   * Kept by the JVM for all, or ended by themselves; among them those of the JDK's HTTP client,
   * which core uses over transports that offer no HTTP, and which ends with a collection.
   */
  private static final List<String> OF_THE_JVM =
      List.of(
          "ForkJoinPool.commonPool-",
          "CompletableFutureDelayScheduler",
          "process reaper",
          "HttpClient-",
          "tck-");

  /**
   * What there is now.
   *
   * @param libraryThreads how the names of threads begin that a library keeps for the life of the
   *     JVM
   */
  static ResourceUsage now(Set<String> libraryThreads) {
    Map<String, Integer> threads = new TreeMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      boolean excepted =
          OF_THE_JVM.stream().anyMatch(name::startsWith)
              || libraryThreads.stream().anyMatch(name::startsWith);
      if (!excepted) {
        threads.merge(name.replaceAll("[0-9]+", "#"), 1, Integer::sum);
      }
    }
    String[] open = new File("/proc/self/fd").list();
    return new ResourceUsage(threads, open == null ? 0 : open.length);
  }

  /** What there is more of than before; empty if nothing. */
  List<String> moreThan(ResourceUsage before) {
    List<String> more = new ArrayList<>();
    threads.forEach(
        (name, count) -> {
          int grown = count - before.threads.getOrDefault(name, 0);
          if (grown > 0) {
            more.add(grown + " x thread " + name);
          }
        });
    int grown = descriptors - before.descriptors;
    if (grown > FEW) {
      more.add(grown + " file descriptors");
    }
    return more;
  }
}

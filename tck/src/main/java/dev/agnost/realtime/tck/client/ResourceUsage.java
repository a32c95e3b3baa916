package dev.agnost.realtime.tck.client;

import java.io.File;
import java.util.List;

/**
 * Threads, file descriptors and heap of this process. The embedded server counts too, so a growth
 * is one that stays when the server has had time to notice.
 *
 * @param fileDescriptors -1 where the system does not show them
 */
record ResourceUsage(int threads, int fileDescriptors, long heapBytes) {
  private static final File DESCRIPTORS = new File("/proc/self/fd");
  private static final int FEW = 4;

  /** 2 KiB for each of a thousand cycles, half of which the embedded server's records take. */
  private static final long HEAP_NOISE = 2 << 20;

  static ResourceUsage now() {
    return new ResourceUsage(threadNames().size(), descriptors(), heapAfterCollection());
  }

  /** Waits until there is no more than at this time, apart from noise. */
  void expectNoGrowth() {
    Timeouts.await(
        "threads no more than " + threads + " and a few; last seen " + threadNames(),
        () -> threadNames().size() <= threads + FEW);
    Timeouts.await(
        "file descriptors no more than " + fileDescriptors + " and a few, of " + descriptors(),
        () -> descriptors() <= fileDescriptors + FEW);
    Timeouts.await(
        "heap no more than " + heapBytes + " bytes and a little, of " + heapAfterCollection(),
        () -> heapAfterCollection() <= heapBytes + HEAP_NOISE);
  }

  private static List<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().toList();
  }

  private static int descriptors() {
    String[] open = DESCRIPTORS.list();
    return open == null ? -1 : open.length;
  }

  private static long heapAfterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

package dev.agnost.realtime.tck.transport;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** How much of the heap is in use beyond what was when this was made, after a collection. */
final class HeapMonitor {

  private final long limit;
  private final long before;
  private long most;

  /**
   * @param limit growth allowed, in bytes
   */
  HeapMonitor(long limit) {
    this.limit = limit;
    this.before = used();
  }

  /** Fails if more is in use than allowed. */
  void check(String when) {
    long growth = used() - before;
    most = Math.max(most, growth);
    Mismatch.unless(
        growth < limit,
        "heap growth below " + mib(limit) + " MiB " + when,
        mib(growth) + " MiB more after a collection");
  }

  /** The largest growth that was seen, in MiB. */
  long mostMib() {
    return mib(most);
  }

  static long mib(long bytes) {
    return bytes >> 20;
  }

  /**
   * What was in use when the last collection of each pool had ended. What is in use a moment later
   * is mostly garbage already, where other threads are at work.
   */
  private static long used() {
    System.gc();
    long sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage collected = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && collected != null) {
        sum += collected.getUsed();
      }
    }
    return sum;
  }
}

package dev.agnost.realtime.tck.transport;

/** How much of the heap is in use beyond what was when this was made, after a collection. */
final class HeapWatch {

  private final long limit;
  private final long before;
  private long most;

  /**
   * @param limit growth allowed, in bytes
   */
  HeapWatch(long limit) {
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

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

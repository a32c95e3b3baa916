package dev.agnost.realtime.core.protocol;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What reading some input may allocate: 20 times its size, and 64 KiB. */
public final class AllocationBound {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocationBound() {}

  /**
   * Does the work and counts what it allocates on this thread.
   *
   * @param work repeatable: what is beyond the bound is counted once more, since the first time
   *     also loads classes
   * @throws AssertionError if the second time is beyond the bound as well
   */
  public static <T> T check(int inputBytes, Supplier<T> work) {
    long bound = 20L * inputBytes + 65_536;
    long before = allocated();
    T result = work.get();
    if (allocated() - before <= bound) {
      return result;
    }
    before = allocated();
    result = work.get();
    long used = allocated() - before;
    if (used > bound) {
      throw new AssertionError(used + " bytes allocated for " + inputBytes + " bytes of input");
    }
    return result;
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}

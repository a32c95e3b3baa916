package dev.agnost.realtime.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What the process has used until now: CPU by the operating system's account, heap by that of the
 * threads alive. A thread that ends between two readings is left out of the difference.
 */
record Usage(long cpuNanos, Map<Long, Long> allocatedBytes, long nanoTime) {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  static Usage now() {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] >= 0) { // -1 for a thread that has ended
        allocated.put(ids[i], bytes[i]);
      }
    }
    return new Usage(SYSTEM.getProcessCpuTime(), allocated, System.nanoTime());
  }

  double cpuMicrosSince(Usage earlier) {
    return (cpuNanos - earlier.cpuNanos) / 1e3;
  }

  double secondsSince(Usage earlier) {
    return (nanoTime - earlier.nanoTime) / 1e9;
  }

  long bytesSince(Usage earlier) {
    return allocatedBytes.entrySet().stream()
        .mapToLong(
            thread -> thread.getValue() - earlier.allocatedBytes.getOrDefault(thread.getKey(), 0L))
        .sum();
  }
}

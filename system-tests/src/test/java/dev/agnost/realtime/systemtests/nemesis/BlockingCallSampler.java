package dev.agnost.realtime.systemtests.nemesis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Looks at all threads again and again, for blocking calls on those that are at work in core. */
final class BlockingCallSampler implements AutoCloseable {

  private static final long PAUSE_NANOS = Duration.ofMillis(40).toNanos();

  private final Set<String> found = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::watch, "tck-nemesis-blocking-watch");
  private volatile boolean closed;
  private final AtomicInteger samples = new AtomicInteger();

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!closed) {
      for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
        BlockingCalls.in(stack).ifPresent(found::add);
      }
      samples.incrementAndGet();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The blocking calls that were seen. */
  Set<String> found() {
    return Set.copyOf(found);
  }

  /** How often it sampled. */
  int samples() {
    return samples.get();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

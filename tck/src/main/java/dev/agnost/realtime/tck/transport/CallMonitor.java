package dev.agnost.realtime.tck.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls into a transport that one test is waiting for, so that one that does not return is
 * named and blamed instead of hanging the kit. Thread-safe.
 */
final class CallMonitor {

  private static final int STACK_LINES = 10;

  /**
   * One call.
   *
   * @param rule the one that it breaks by not returning
   */
  private record Call(String what, String rule, long start) {}

  private final Map<Thread, Call> running = new ConcurrentHashMap<>();

  void run(String what, String rule, Runnable call) {
    get(
        what,
        rule,
        () -> {
          call.run();
          return true;
        });
  }

  <T> T get(String what, String rule, Supplier<T> call) {
    Thread thread = Thread.currentThread();
    Call outer = running.put(thread, new Call(what, rule, System.nanoTime()));
    try {
      return call.get();
    } finally {
      if (outer == null) {
        running.remove(thread);
      } else {
        running.put(thread, outer);
      }
    }
  }

  /** The first call that has taken longer than this, or null. */
  @Nullable Mismatch overdue(Duration timeout) {
    long now = System.nanoTime();
    for (Map.Entry<Thread, Call> entry : running.entrySet()) {
      Call call = entry.getValue();
      if (now - call.start() > timeout.toNanos()) {
        return new Mismatch(
            call.what() + " to return within " + timeout.toMillis() + " ms",
            "it is still blocked" + stack(entry.getKey()),
            call.rule());
      }
    }
    return null;
  }

  /** Where a thread is, one line each. */
  static String stack(Thread thread) {
    StringBuilder out = new StringBuilder();
    StackTraceElement[] frames = thread.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, STACK_LINES); i++) {
      out.append("\n      at ").append(frames[i]);
    }
    return out.toString();
  }
}

package dev.agnost.realtime.core.concurrent;

/**
 * Marks the code that must not wait for a client: callbacks, whatever thread they run on, and all
 * that runs on threads of the SDK.
 */
public final class NonBlockingScope {

  private static final ThreadLocal<Boolean> CURRENT = new ThreadLocal<>();

  private NonBlockingScope() {}

  /** Whether the current thread is inside such code. */
  public static boolean isCurrent() {
    return CURRENT.get() != null;
  }

  static void run(Runnable task) {
    if (isCurrent()) {
      task.run();
      return;
    }
    CURRENT.set(Boolean.TRUE);
    try {
      task.run();
    } finally {
      CURRENT.remove();
    }
  }
}

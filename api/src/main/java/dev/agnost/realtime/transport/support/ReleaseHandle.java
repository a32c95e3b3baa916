package dev.agnost.realtime.transport.support;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds what has to be freed when an attempt ends, whatever stage it is at: nothing yet, a look-up,
 * a pending connect, a socket. It closes the gap in which an {@code abort} comes before the library
 * has returned what could be aborted (T2.7).
 *
 * <pre>{@code
 * handle.set(() -> future.cancel(true));   // when the library has been asked
 * handle.set(socket::abort);               // when it has connected
 * public void release() { handle.release(); }
 * }</pre>
 *
 * <p>Thread-safe; each action runs at most once, on the thread that releases.
 */
public final class ReleaseHandle {

  /** What stands where there is nothing to free. */
  private enum Marker implements Runnable {
    EMPTY,
    RELEASED;

    @Override
    public void run() {}
  }

  private final AtomicReference<Runnable> action = new AtomicReference<>(Marker.EMPTY);

  /** A handle that holds nothing. */
  public ReleaseHandle() {}

  /**
   * Replaces what is to be freed, or frees it at once if {@link #release} has been called.
   *
   * @return false if it was freed at once
   */
  public boolean set(Runnable release) {
    Objects.requireNonNull(release, "release");
    Runnable before = action.getAndUpdate(now -> now == Marker.RELEASED ? now : release);
    if (before != Marker.RELEASED) {
      return true;
    }
    release.run();
    return false;
  }

  /** Frees what is held now, and whatever is set later. Idempotent. */
  public void release() {
    action.getAndSet(Marker.RELEASED).run();
  }

  /** Whether {@link #release} has been called. */
  public boolean isReleased() {
    return action.get() == Marker.RELEASED;
  }
}

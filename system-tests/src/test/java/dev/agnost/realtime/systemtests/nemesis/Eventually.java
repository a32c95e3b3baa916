package dev.agnost.realtime.systemtests.nemesis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/**
 * Waits that end. Their bounds grow with the system property {@code agnost.tck.timeoutFactor}, for
 * slow machines.
 */
final class Eventually {

  private static final double FACTOR =
      Double.parseDouble(System.getProperty("agnost.tck.timeoutFactor", "1"));
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  private Eventually() {}

  /**
   * Looks until nothing is missing.
   *
   * @param invariant what fails otherwise
   * @param missing what is missing now; empty if nothing
   * @return how long it took
   */
  static Duration await(String invariant, Duration bound, Supplier<String> missing) {
    long start = System.nanoTime();
    long limit = (long) (bound.toNanos() * FACTOR);
    for (String now = missing.get(); !now.isEmpty(); now = missing.get()) {
      if (System.nanoTime() - start > limit) {
        throw new AssertionFailedError(invariant + ": not within " + bound + ": " + now);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}

package dev.agnost.realtime;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether and when to try again after a connection was lost or an attempt failed.
 *
 * <p>Called on the client's own executor, one call at a time for each client. It returns at once
 * and keeps no clock: all it needs is in the context. If it throws, the client stops trying and
 * logs the failure.
 */
@FunctionalInterface
public interface ReconnectPolicy {

  /**
   * Decides.
   *
   * @return how long to wait before the next attempt, not negative; empty to stop (state FAILED)
   */
  Optional<Duration> nextDelay(ReconnectContext context);

  /**
   * Returns the default policy: exponential from {@code reconnectionDelay} to a cap of 5 s, which
   * grows to 30 s after an outage of 60 s; the wait is drawn from the upper half, so that jitter is
   * always inside the cap; unlimited; stops at {@link ReconnectContext#permanent()}.
   */
  static ExponentialReconnect exponential() {
    return ExponentialReconnect.DEFAULT;
  }

  /**
   * Returns a policy that always waits the same time; stops at {@link
   * ReconnectContext#permanent()}.
   */
  static ReconnectPolicy fixed(Duration delay) {
    return new FixedReconnect(delay);
  }

  /** Returns a policy without automatic attempts. */
  static ReconnectPolicy never() {
    return context -> Optional.empty();
  }

  /** Returns a policy that gives up after the given number of consecutive attempts. */
  default ReconnectPolicy limitedTo(long attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be positive: " + attempts);
    }
    return context -> context.attempt() > attempts ? Optional.empty() : nextDelay(context);
  }
}

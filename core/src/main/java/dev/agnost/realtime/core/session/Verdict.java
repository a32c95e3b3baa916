package dev.agnost.realtime.core.session;

import java.time.Duration;
import java.util.Optional;

/**
 * What the policy decided about trying again.
 *
 * @param delay the wait before the next attempt; empty to stop
 */
public record Verdict(Optional<Duration> delay) {

  /** Stop. */
  public static final Verdict STOP = new Verdict(Optional.empty());

  /** Try again after this wait. */
  public static Verdict retryAfter(Duration delay) {
    return new Verdict(Optional.of(delay));
  }

  /** Whether there will be another attempt. */
  public boolean retries() {
    return delay.isPresent();
  }
}

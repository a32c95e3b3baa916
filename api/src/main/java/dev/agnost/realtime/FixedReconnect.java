package dev.agnost.realtime;

import java.time.Duration;
import java.util.Optional;

/** {@link ReconnectPolicy#fixed}. */
record FixedReconnect(Duration delay) implements ReconnectPolicy {

  FixedReconnect {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative: " + delay);
    }
  }

  @Override
  public Optional<Duration> nextDelay(ReconnectContext context) {
    return context.permanent() ? Optional.empty() : Optional.of(delay);
  }
}

package dev.agnost.realtime;

import java.time.Duration;
import java.util.Optional;

/**
 * The default policy. Immutable.
 *
 * <p>With base = {@code reconnectionDelay}, the wait before attempt n is drawn from [ceiling/2,
 * ceiling] with ceiling = min(cap, base x 2^(n-1)). The first wait after a live connection is drawn
 * from [base/10, 2 x base] instead, so that the clients of a server that died spread. The cap is
 * never below the base.
 */
public final class ExponentialReconnect implements ReconnectPolicy {

  static final ExponentialReconnect DEFAULT =
      new ExponentialReconnect(
          Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60));

  private static final int MAX_DOUBLINGS = 40; // 1 ms x 2^40 is 34 years: beyond any cap

  private final Duration cap;
  private final Duration longOutageCap;
  private final Duration longOutage;

  private ExponentialReconnect(Duration cap, Duration longOutageCap, Duration longOutage) {
    this.cap = positive("cap", cap);
    this.longOutageCap = positive("longOutageCap", longOutageCap);
    this.longOutage = positive("longOutage", longOutage);
  }

  /** The same with another cap; the default is 5 s. */
  public ExponentialReconnect withCap(Duration newCap) {
    return new ExponentialReconnect(newCap, longOutageCap, longOutage);
  }

  /**
   * The same with another cap for long outages; the defaults are 30 s after 60 s.
   *
   * @param newCap the cap from then on; one below the ordinary cap has no effect
   * @param after the length of an outage from which it holds
   */
  public ExponentialReconnect withLongOutageCap(Duration newCap, Duration after) {
    return new ExponentialReconnect(cap, newCap, after);
  }

  @Override
  public Optional<Duration> nextDelay(ReconnectContext context) {
    if (context.permanent()) {
      return Optional.empty();
    }
    double base = Math.max(1, (double) context.baseDelay().toNanos());
    if (context.afterConnection() && context.level() <= 1) {
      double high = Math.min(2 * base, capNanos(context, base));
      return Optional.of(between(base / 10, high, context.random()));
    }
    double ceiling = Math.min(capNanos(context, base), base * doublings(context.level()));
    return Optional.of(between(ceiling / 2, ceiling, context.random()));
  }

  private double capNanos(ReconnectContext context, double base) {
    Duration now =
        context.outage().compareTo(longOutage) >= 0 && longOutageCap.compareTo(cap) > 0
            ? longOutageCap
            : cap;
    return Math.max(base, (double) now.toNanos());
  }

  private static double doublings(long level) {
    long exponent = Math.min(MAX_DOUBLINGS, Math.max(0, level - 1));
    return (double) (1L << exponent);
  }

  private static Duration between(double low, double high, double random) {
    return Duration.ofNanos((long) (low + (high - low) * random));
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }

  @Override
  public String toString() {
    return "exponential up to " + cap + ", " + longOutageCap + " after " + longOutage;
  }
}

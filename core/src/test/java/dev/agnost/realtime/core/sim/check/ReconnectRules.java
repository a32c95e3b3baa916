package dev.agnost.realtime.core.sim.check;

/**
 * What the reconnect policy of a client allows (D2). Durations in nanoseconds.
 *
 * @param base the option reconnectionDelay
 * @param cap of a wait
 * @param longCap of a wait in a long outage
 * @param longOutage how long an outage is before it is long
 * @param maxAttempts after how many automatic attempts it gives up; 0 for never
 */
public record ReconnectRules(long base, long cap, long longCap, long longOutage, long maxAttempts) {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final int DOUBLINGS = 40;

  /** The defaults of the product. */
  public static final ReconnectRules STANDARD =
      new ReconnectRules(SECOND, 5 * SECOND, 30 * SECOND, MINUTE, 0);

  /** The longest wait at this level, from 1. */
  long ceiling(long level, long outage) {
    double doubled = (double) base * (1L << Math.min(DOUBLINGS, Math.max(0, level - 1)));
    return (long) Math.min((double) capAt(outage), doubled);
  }

  /** The longest wait of all after such an outage. */
  long capAt(long outage) {
    return Math.max(base, outage >= longOutage ? Math.max(cap, longCap) : cap);
  }

  /** The shortest wait that is legal at this level. */
  long shortest(long level, long outage, boolean first) {
    return first ? base / 10 : ceiling(level, outage) / 2;
  }

  /** The longest wait that is legal at this level. */
  long longest(long level, long outage, boolean first) {
    return first ? Math.min(2 * base, capAt(outage)) : ceiling(level, outage);
  }

  /** The most automatic attempts in a minute, if each fails at once and each wait is shortest. */
  int mostInAMinute() {
    int attempts = 1;
    long at = base / 10;
    for (long level = 1; at <= MINUTE && attempts < 100_000; level++) {
      at += Math.max(1, ceiling(level, 0) / 2);
      attempts++;
    }
    return attempts;
  }
}

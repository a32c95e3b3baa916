package dev.agnost.realtime.core.sim.check;

/**
 * What the client may hold, and log.
 *
 * @param queueMessages most messages that wait for a connection
 * @param queueBytes most bytes of them
 * @param queueAge the longest that one may wait, in nanoseconds; 0 for no limit
 * @param overflow which one goes when there is no room
 * @param inboundEvents most events that wait for listeners, with what a transport may still deliver
 * @param retainedBytes most bytes at all
 * @param warningsPerMinute most lines at WARN in a minute without a connection
 */
public record Bounds(
    int queueMessages,
    long queueBytes,
    long queueAge,
    Overflow overflow,
    int inboundEvents,
    long retainedBytes,
    int warningsPerMinute) {

  /** Which message is given up. */
  public enum Overflow {
    /** The one that comes. */
    REJECT_NEW,
    /** The one that waits longest. */
    DROP_OLDEST,
    /** The one that came last before it. */
    DROP_NEWEST
  }

  /** The defaults of the product, with a wide allowance for inbound events. */
  public static final Bounds STANDARD =
      new Bounds(1_000, 8L << 20, 0, Overflow.REJECT_NEW, 4_096, 256L << 20, 5);
}

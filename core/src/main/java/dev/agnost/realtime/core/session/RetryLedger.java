package dev.agnost.realtime.core.session;

import java.time.Duration;

/**
 * Counts what the reconnect policy is given: attempt numbers, the level of the back-off, and how
 * long the outage lasts. Time comes in as a parameter. Not thread-safe.
 */
public final class RetryLedger {

  /** How long a connection must last before the level falls back to zero. */
  public static final Duration STABLE = Duration.ofSeconds(30);

  private long attempts;
  private long level;
  private long connectedAt;
  private boolean standing;
  private long outageSince;
  private boolean outage;

  /** Starts a new series of attempts: {@code open()} was called while closed. */
  public void opened(long now) {
    attempts = 0;
    level = 0;
    startOutage(now);
  }

  /** An automatic attempt begins; returns its number. */
  public long nextAttempt() {
    attempts++;
    return attempts;
  }

  /** The number of the automatic attempt under way, or 0. */
  public long attempts() {
    return attempts;
  }

  /** Records that the connection is established. */
  public void connected(long now) {
    attempts = 0;
    connectedAt = now;
    standing = true;
    outage = false;
  }

  /** The connection was lost or an attempt failed. */
  public void wentWrong(long now) {
    if (standing && now - connectedAt >= STABLE.toNanos()) {
      level = 0;
    }
    standing = false;
    level = level == Long.MAX_VALUE ? level : level + 1;
    if (!outage) {
      startOutage(now);
    }
  }

  /** How often in a row it went wrong. */
  public long level() {
    return level;
  }

  /** How long there has been no connection. */
  public Duration outage(long now) {
    return outage ? Duration.ofNanos(Math.max(0, now - outageSince)) : Duration.ZERO;
  }

  private void startOutage(long now) {
    outage = true;
    outageSince = now;
  }
}

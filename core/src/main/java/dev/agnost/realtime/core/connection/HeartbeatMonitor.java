package dev.agnost.realtime.core.connection;

import dev.agnost.realtime.core.concurrent.Scheduler;
import java.time.Duration;
import java.util.Optional;

/**
 * Judges the silence of the server, and how long it lets an attachment wait. One timer for each
 * connection that re-arms itself; nothing is scheduled for a packet. On the serial executor only.
 */
public final class HeartbeatMonitor {

  /** A timer this late means that the process was starved or asleep: look at the socket first. */
  private static final Duration LATE = Duration.ofSeconds(1);

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Scheduler scheduler;
  private long due;
  private boolean graced;

  public HeartbeatMonitor(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** The timer was armed. */
  public void armed(Duration wait) {
    due = scheduler.now() + wait.toNanos();
  }

  /**
   * The timer has fired.
   *
   * @param notReading whether reading has stopped, so that silence proves nothing
   * @return how long to wait before looking again; empty if the server is to be given up
   */
  public Optional<Duration> check(Connection connection, boolean notReading) {
    if (notReading) {
      connection.excuseSilence();
    }
    Duration left =
        connection
            .silenceLimit()
            .minus(longest(connection.silence(), connection.missingAttachment()));
    if (!left.isNegative() && !left.isZero()) {
      graced = false;
      return Optional.of(left);
    }
    boolean late = scheduler.now() - due > LATE.toNanos();
    if (late && !graced) {
      graced = true;
      return Optional.of(GRACE);
    }
    return Optional.empty();
  }

  /** Whether pings still come, and only the rest of a binary packet does not. */
  public static boolean lacksAttachment(Connection connection) {
    return connection.silence().compareTo(connection.silenceLimit()) < 0;
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

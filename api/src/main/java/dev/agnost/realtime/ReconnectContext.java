package dev.agnost.realtime;

import java.time.Duration;
import java.util.Optional;

/** What a {@link ReconnectPolicy} knows when it decides. Valid during the call. */
public interface ReconnectContext {

  /**
   * The number of the attempt that would come next: 1, 2, ...; restarts at 1 after each connect.
   */
  long attempt();

  /**
   * How often in a row it went wrong, at least 1. Unlike {@link #attempt()} it goes on counting
   * over connections that stood for less than 30 s.
   */
  long level();

  /** Whether a connection that stood has just been lost, rather than an attempt failed. */
  boolean afterConnection();

  /** Time since the last connection was lost, or since the first attempt. */
  Duration outage();

  /** The option {@code reconnectionDelay}. */
  Duration baseDelay();

  /** What the server asked for by {@code Retry-After}; the wait is at least this, up to 10 min. */
  Optional<Duration> retryAfter();

  /**
   * Whether trying again as things are is pointless: the server sent a DISCONNECT, or refused the
   * CONNECT for a reason that does not pass by itself. The default policy stops then.
   */
  boolean permanent();

  /**
   * The code of what went wrong: that of {@link RealtimeError#code()}, or {@link
   * DisconnectReason#text()}.
   */
  String code();

  /** A random number from 0 (inclusive) to 1 (exclusive), new at each call. */
  double random();
}

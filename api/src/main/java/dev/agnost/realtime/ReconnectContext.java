package dev.agnost.realtime;

import java.time.Duration;
import java.util.Optional;

/** The input of a {@link ReconnectPolicy}. Valid during the call only. */
public interface ReconnectContext {

  /** Returns the number of the next attempt: 1, 2, ...; restarts at 1 after each connect. */
  long attempt();

  /**
   * Returns the number of consecutive failures, at least 1. Unlike {@link #attempt()} it continues
   * across connections that lasted less than 30 s.
   */
  long level();

  /** Returns whether an established connection was lost, rather than an attempt failed. */
  boolean afterConnection();

  /** Returns the time since the last connection was lost, or since the first attempt. */
  Duration outage();

  /** Returns the option {@code reconnectionDelay}. */
  Duration baseDelay();

  /**
   * Returns the wait asked for by {@code Retry-After}; the client waits at least this, at most 10
   * min.
   */
  Optional<Duration> retryAfter();

  /**
   * Returns whether another attempt would be pointless: the server sent a DISCONNECT, or refused
   * the CONNECT for a reason that does not pass by itself. The default policy stops then.
   */
  boolean permanent();

  /**
   * Returns the code of the failure: that of {@link RealtimeError#code()}, or {@link
   * DisconnectReason#text()}.
   */
  String code();

  /** Returns a random number from 0 (inclusive) to 1 (exclusive), new at each call. */
  double random();
}

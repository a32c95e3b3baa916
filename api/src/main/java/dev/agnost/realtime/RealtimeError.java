package dev.agnost.realtime;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A failed attempt to connect, and what happens next. Immutable; implemented by the SDK only.
 *
 * <p>No part of it contains an API key, a token, a header value or a query. {@code toString()}
 * returns code, message and what happens next in one line.
 */
public interface RealtimeError {

  /** Returns the class of the failure. */
  ErrorKind kind();

  /**
   * Returns the server's code, such as {@code invalid_session_token}, if the server refused the
   * connection; otherwise {@link ErrorKind#agnCode()}.
   */
  String code();

  /** Returns what happened, where, and what to do about it. */
  String message();

  /** Returns {@code client_error} or {@code server_error} if the server sent an origin. */
  Optional<String> origin();

  /** Returns the HTTP status of a rejected upgrade. */
  OptionalInt status();

  /**
   * Returns the exception behind the failure, if there is one. For {@link ErrorKind#CREDENTIALS} it
   * is a stand-in with the type and the stack trace of what a supplier threw, but not its message.
   */
  Optional<Throwable> cause();

  /**
   * Returns which automatic attempt failed, from 1; 0 for an attempt by first access or {@link
   * Realtime#open()}.
   */
  long attempt();

  /** Returns whether the client tries again automatically. */
  boolean willRetry();

  /** Returns the wait before the next attempt; present exactly if {@link #willRetry()}. */
  Optional<Duration> retryIn();
}

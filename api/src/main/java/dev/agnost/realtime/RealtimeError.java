package dev.agnost.realtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an attempt to connect has failed, and what happens next. Immutable.
 *
 * <p>No part of it contains an API key, a token, a header value or a query.
 *
 * @param kind the class of the failure
 * @param code the server's code, such as {@code invalid_session_token}, when the server refused;
 *     else {@link ErrorKind#agnCode()}
 * @param message what happened, where, and what to do about it
 * @param origin {@code client_error} or {@code server_error} when the server said so
 * @param status the HTTP status of a rejected upgrade
 * @param cause the exception behind it, if there is one; for {@link ErrorKind#CREDENTIALS} a
 *     stand-in with the type and the stack trace of what a supplier threw, but not its message
 * @param attempt which automatic attempt failed, from 1; 0 for an attempt by first access or {@code
 *     open()}
 * @param willRetry whether the client goes on by itself
 * @param retryIn how long it waits before that; present exactly if {@code willRetry}
 */
public record RealtimeError(
    ErrorKind kind,
    String code,
    String message,
    Optional<String> origin,
    OptionalInt status,
    Optional<Throwable> cause,
    long attempt,
    boolean willRetry,
    Optional<Duration> retryIn) {

  /** Validates. */
  public RealtimeError {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(cause, "cause");
    if (willRetry != retryIn.isPresent()) {
      throw new IllegalArgumentException("retryIn must be present exactly if willRetry");
    }
  }

  /** Code, message, and what happens next, in one line. */
  @Override
  public String toString() {
    String next =
        retryIn
            .map(wait -> "next attempt in " + wait.toMillis() + " ms")
            .orElse("no further attempt; call open()");
    return code + ": " + message + " (" + next + ")";
  }
}

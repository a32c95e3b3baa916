package dev.agnost.realtime.core.session;

import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A failed attempt to connect, as the session decided about it. */
record AttemptError(
    ErrorKind kind,
    String code,
    String message,
    Optional<String> origin,
    OptionalInt status,
    Optional<Throwable> cause,
    long attempt,
    Optional<Duration> retryIn)
    implements RealtimeError {

  @Override
  public boolean willRetry() {
    return retryIn.isPresent();
  }

  @Override
  public String toString() {
    String next =
        retryIn
            .map(wait -> "next attempt in " + wait.toMillis() + " ms")
            .orElse("no further attempt; call open()");
    return code + ": " + message + " (" + next + ")";
  }
}

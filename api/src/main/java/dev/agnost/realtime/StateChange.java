package dev.agnost.realtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A change of {@link ConnectionState}. Immutable.
 *
 * @param previous the state before
 * @param current the state now
 * @param disconnectReason why a standing connection ended, if that is what happened
 * @param error why an attempt failed, if that is what happened
 * @param attempt the number of the automatic attempt that is under way or comes next; 0 for none
 * @param nextDelay the wait before the next attempt, when the state is now WAITING
 */
public record StateChange(
    ConnectionState previous,
    ConnectionState current,
    Optional<DisconnectReason> disconnectReason,
    Optional<RealtimeError> error,
    long attempt,
    Optional<Duration> nextDelay) {

  /** Validates. */
  public StateChange {
    Objects.requireNonNull(previous, "previous");
    Objects.requireNonNull(current, "current");
    Objects.requireNonNull(disconnectReason, "disconnectReason");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(nextDelay, "nextDelay");
  }
}

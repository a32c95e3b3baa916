package dev.agnost.realtime;

import java.time.Duration;
import java.util.Optional;

/** A change of {@link ConnectionState}. Immutable; implemented by the SDK only. */
public interface StateChange {

  /** Returns the state before the change. */
  ConnectionState previous();

  /** Returns the state after the change. */
  ConnectionState current();

  /** Returns why an established connection ended, if the change is its end. */
  Optional<DisconnectReason> disconnectReason();

  /** Returns why an attempt failed, if the change is its failure. */
  Optional<RealtimeError> error();

  /** Returns the number of the automatic attempt that is under way or comes next; 0 for none. */
  long attempt();

  /** Returns the wait before the next attempt, if the state is now {@code WAITING}. */
  Optional<Duration> nextDelay();
}

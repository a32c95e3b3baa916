package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionFailedException;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a change of state known: to those who ask, to those who listen, to those who wait for a
 * connection, and to the log. In the mailbox only, except {@link #snapshot()}.
 */
final class StatePublisher {

  private final SessionParts parts;
  private volatile Snapshot snapshot = Snapshot.INITIAL; // written in the mailbox

  StatePublisher(SessionParts parts) {
    this.parts = parts;
  }

  /** What is known now. Any thread. */
  Snapshot snapshot() {
    return snapshot;
  }

  /**
   * Publishes a state, unless it is the present one.
   *
   * @param socketId of the connection, if it stands
   */
  void publish(
      ConnectionState current,
      @Nullable String socketId,
      Input input,
      Failure incident,
      @Nullable RealtimeError error,
      @Nullable Verdict verdict) {
    ConnectionState previous = snapshot.state();
    if (previous == current) {
      return;
    }
    snapshot = new Snapshot(current, current == ConnectionState.CONNECTED ? socketId : null);
    if (current == ConnectionState.CLOSED || current == ConnectionState.FAILED) {
      parts.watch.rest();
    } else {
      parts.watch.wake();
    }
    boolean automatic = input == Input.RETRY_DUE || current == ConnectionState.WAITING;
    long attempt = automatic ? parts.ledger.attempts() + 1 : 0;
    parts.journal.published(
        current, attempt, verdict == null ? Duration.ZERO : verdict.delay().orElse(Duration.ZERO));
    boolean lost = previous == ConnectionState.CONNECTED;
    parts.listeners.tellState(
        new SessionStateChange(
            previous,
            current,
            lost ? Optional.of(incident.reason()) : Optional.empty(),
            Optional.ofNullable(error),
            attempt,
            verdict == null ? Optional.empty() : verdict.delay()));
    parts.log.changed(
        previous, current, incident, verdict, parts.ledger, parts.around.timers().now());
    endWaiting(current, incident, error);
  }

  /** Nobody gets connected any more: those who wait for it hear why. */
  private void endWaiting(
      ConnectionState current, Failure incident, @Nullable RealtimeError error) {
    if (current == ConnectionState.CLOSED) {
      parts.connecting.failed(
          new ConnectionFailedException(
              "AGN-221",
              "The connection was closed before it was established. Call open() again.",
              null));
    } else if (current == ConnectionState.FAILED) {
      parts.connecting.failed(
          new ConnectionFailedException(
              "AGN-220", "The client stopped trying to connect: " + incident.message(), error));
    }
  }
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionFailedException;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.core.concurrent.PendingFutures;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.listeners.ConnectionListeners;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import dev.agnost.realtime.core.observe.ConnectionLogger;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.RetryLedger;
import dev.agnost.realtime.core.session.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the state of the connection: to queries, to listeners, to the futures of {@code open()}
 * and to the log. On the serial executor only, except {@link #snapshot()}.
 */
final class StatePublisher {

  private final ConnectionListeners listeners;
  private final SlowListenerDetector detector;
  private final PendingFutures opening;
  private final RetryLedger ledger;
  private final Scheduler scheduler;
  private final SessionEvents events;
  private final ConnectionLogger log;
  private volatile Snapshot snapshot = Snapshot.INITIAL; // written on the serial executor

  StatePublisher(
      ConnectionListeners listeners,
      SlowListenerDetector detector,
      PendingFutures opening,
      RetryLedger ledger,
      Scheduler scheduler,
      SessionEvents events,
      ConnectionLogger log) {
    this.listeners = listeners;
    this.detector = detector;
    this.opening = opening;
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.events = events;
    this.log = log;
  }

  /**
   * The cause of a step, as far as it is published.
   *
   * @param failure what went wrong, if anything
   * @param error for {@code onError}, if an attempt failed
   * @param verdict the decision about another attempt; null if the policy was not asked
   */
  record Outcome(Failure failure, Optional<RealtimeError> error, @Nullable Verdict verdict) {

    Optional<Duration> delay() {
      return verdict == null ? Optional.empty() : verdict.delay();
    }
  }

  /** The current state. Any thread. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Adds the future of an {@code open()}: completed when connected, failed when closed. */
  void awaitConnected(CompletableFuture<Void> connected) {
    opening.add(connected);
    if (snapshot.state() == ConnectionState.CONNECTED) {
      opening.done();
    }
  }

  /**
   * Publishes a state, unless it is the current one.
   *
   * @param socketId of the connection, if it is established
   */
  void publish(ConnectionState current, @Nullable String socketId, Input input, Outcome outcome) {
    ConnectionState previous = snapshot.state();
    if (previous == current) {
      return;
    }
    snapshot = new Snapshot(current, current == ConnectionState.CONNECTED ? socketId : null);
    if (current == ConnectionState.CLOSED || current == ConnectionState.FAILED) {
      detector.rest();
    } else {
      detector.wake();
    }
    boolean automatic = input == Input.RETRY_DUE || current == ConnectionState.WAITING;
    long attempt = automatic ? ledger.attempts() + 1 : 0;
    events.published(current, attempt, outcome.delay().orElse(Duration.ZERO));
    boolean lost = previous == ConnectionState.CONNECTED;
    listeners.tellState(
        new SessionStateChange(
            previous,
            current,
            lost ? Optional.of(outcome.failure().reason()) : Optional.empty(),
            outcome.error(),
            attempt,
            outcome.delay()));
    log.changed(previous, current, outcome.failure(), outcome.verdict(), ledger, scheduler.now());
    failOpening(current, outcome);
  }

  /** Fails the futures of {@code open()} when no connection will be made. */
  private void failOpening(ConnectionState current, Outcome outcome) {
    if (current == ConnectionState.CLOSED) {
      opening.failed(
          new ConnectionFailedException(
              "AGN-221",
              "The connection was closed before it was established. Call open() again.",
              null));
    } else if (current == ConnectionState.FAILED) {
      opening.failed(
          new ConnectionFailedException(
              "AGN-220",
              "The client stopped trying to connect: " + outcome.failure().message(),
              outcome.error().orElse(null)));
    }
  }

  /** Calls {@code onConnect} and completes the futures of {@code open()}. */
  void tellConnected() {
    ledger.connected(scheduler.now());
    events.connected();
    listeners.tellConnected();
    opening.done();
  }

  /** Calls {@code onDisconnect}. */
  void tellDisconnected(DisconnectReason reason) {
    events.disconnected(reason);
    listeners.tellDisconnected(reason);
  }

  /** Calls {@code onError}. */
  void tellError(RealtimeError error) {
    events.attemptFailed(error);
    listeners.tellError(error);
  }

  /** Fails the future of an {@code open()}: the client was closed for good. */
  void rejectOpen(CompletableFuture<Void> connected) {
    opening.add(connected);
    rejectOpen();
  }

  /** Fails the futures of {@code open()}: the client was closed for good. */
  void rejectOpen() {
    opening.failed(
        new ConnectionFailedException(
            "AGN-222", "The client was closed for good. Build another one.", null));
  }
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.CallbackBarrier;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.connection.Connector;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.listeners.ConnectionListeners;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.RetryLedger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs attempts to connect: announces an automatic one to {@code onReconnectAttempt}, waits for its
 * listeners, fetches credentials and asks the transport. On the serial executor only.
 */
final class ConnectAttempts {

  /** How long listeners of {@code onReconnectAttempt} can delay an attempt. */
  private static final Duration LISTENER_LIMIT = Duration.ofSeconds(1);

  private final Connector connector;
  private final Connection.Sink signals;
  private final ConnectionControl control;
  private final SessionState state;
  private final Stepper stepper;
  private final RetryLedger ledger;
  private final ConnectionListeners listeners;
  private final CallbackBarrier barrier;
  private final SerialExecutor executor;
  private final SessionEvents events;

  private long number; // of the automatic attempt under way; 0 for one that open() began
  private boolean announced; // whether callbacks are to run before the attempt
  private CallbackBarrier.@Nullable Pending announcement; // of the latest attempt
  private long begun; // the generation whose credentials are being fetched

  ConnectAttempts(
      Connector connector,
      Connection.Sink signals,
      ConnectionControl control,
      SessionState state,
      Stepper stepper,
      RetryLedger ledger,
      ConnectionListeners listeners,
      CallbackBarrier barrier,
      SerialExecutor executor,
      SessionEvents events) {
    this.connector = connector;
    this.signals = signals;
    this.control = control;
    this.state = state;
    this.stepper = stepper;
    this.ledger = ledger;
    this.listeners = listeners;
    this.barrier = barrier;
    this.executor = executor;
    this.events = events;
  }

  /** The number of the automatic attempt under way; 0 for one that {@code open()} began. */
  long number() {
    return number;
  }

  /** Calls {@code onReconnectAttempt}; the next {@link #begin} waits for its listeners. */
  void announce() {
    number = ledger.nextAttempt();
    announced = listeners.tellAttempt(number);
  }

  /**
   * Begins the attempt of the current generation. Callbacks that are due run before it, so that a
   * {@code close()} in one of them prevents it.
   */
  void begin(Input cause) {
    if (cause == Input.USER_OPEN) {
      number = 0;
      announced = false;
    }
    state.detach();
    events.attemptBegins(number);
    long generation = state.generation();
    if (!announced) {
      fetchCredentials(generation);
      return;
    }
    announcement =
        barrier.then(LISTENER_LIMIT, () -> executor.submit(() -> fetchCredentials(generation)));
  }

  /** Ends the attempt: nothing that is still under way for it has an effect. */
  void over() {
    if (announcement != null) {
      announcement.cancel();
      announcement = null;
    }
  }

  private void fetchCredentials(long generation) {
    if (begun < generation && state.isConnecting(generation)) {
      begun = generation;
      connector.fetchCredentials((granted, thrown) -> connect(generation, granted, thrown));
    }
  }

  private void connect(
      long generation, Credentials.@Nullable Granted granted, @Nullable Throwable thrown) {
    if (!state.isConnecting(generation)) {
      return;
    }
    if (granted == null) {
      stepper.step(Input.TRANSPORT_FAILED, Failures.credentials(thrown));
      return;
    }
    try {
      state.attach(connector.connect(generation, granted, signals));
    } catch (RuntimeException | Error forbidden) { // by the contract of transports
      stepper.step(Input.TRANSPORT_FAILED, Failures.connectThrew(forbidden));
    }
  }

  /** Sends CONNECT with the credentials of this attempt. */
  void authenticate() {
    control.write(connector.connectPacket());
  }

  /** Asks for another session token and sends CONNECT once more. */
  void refresh() {
    long generation = state.generation();
    connector.fetchCredentials((granted, thrown) -> refreshed(generation, granted, thrown));
  }

  private void refreshed(
      long generation, Credentials.@Nullable Granted granted, @Nullable Throwable thrown) {
    if (generation != state.generation() || state.phase() != Phase.AUTHENTICATING) {
      return;
    }
    if (granted == null) {
      stepper.step(Input.TRANSPORT_FAILED, Failures.credentials(thrown));
    } else {
      authenticate();
    }
  }
}

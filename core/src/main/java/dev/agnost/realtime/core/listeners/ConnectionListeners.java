package dev.agnost.realtime.core.listeners;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ListenerError;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.core.concurrent.CallbackExecutor;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.observe.SessionEvents;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The listeners of the connection. They are added by any thread, and called on the callback
 * executor; the {@code tell} methods are for the serial executor.
 */
public final class ConnectionListeners {

  private final SerialExecutor executor;
  private final CallbackExecutor callbacks;
  private final SlowListenerDetector detector;
  private final ListenerList<Runnable> connect;
  private final ListenerList<Consumer<? super DisconnectReason>> disconnect;
  private final ListenerList<Consumer<? super RealtimeError>> error;
  private final ListenerList<LongConsumer> attempt;
  private final ListenerList<Consumer<? super StateChange>> state;
  private boolean connected; // on the serial executor only

  /**
   * @param detector watches each call
   */
  public ConnectionListeners(
      SerialExecutor executor,
      CallbackExecutor callbacks,
      SlowListenerDetector detector,
      SessionEvents events) {
    this.executor = executor;
    this.callbacks = callbacks;
    this.detector = detector;
    this.connect = new ListenerList<>("onConnect", detector, events);
    this.disconnect = new ListenerList<>("onDisconnect", detector, events);
    this.error = new ListenerList<>("onError", detector, events);
    this.attempt = new ListenerList<>("onReconnectAttempt", detector, events);
    this.state = new ListenerList<>("onStateChange", detector, events);
  }

  // ------------------------------------------------------------------------------- registration

  /** Adds a listener; it is called once, in order, if the connection is established. */
  public Registration onConnect(Runnable listener) {
    ListenerList.Slot<Runnable> slot = connect.slot(listener);
    executor.submit(
        () -> {
          connect.add(slot);
          if (connected) {
            callbacks.add(() -> slot.call(Runnable::run));
          }
        });
    return slot;
  }

  /** Adds a listener. */
  public Registration onDisconnect(Consumer<? super DisconnectReason> listener) {
    return add(disconnect, listener);
  }

  /** Adds a listener. */
  public Registration onError(Consumer<? super RealtimeError> listener) {
    return add(error, listener);
  }

  /** Adds a listener. */
  public Registration onReconnectAttempt(LongConsumer listener) {
    return add(attempt, listener);
  }

  /** Adds a listener. */
  public Registration onStateChange(Consumer<? super StateChange> listener) {
    return add(state, listener);
  }

  /** Adds a listener, effective at once. */
  public Registration onListenerError(Consumer<? super ListenerError> listener) {
    return detector.errors().add(listener);
  }

  private <T> Registration add(ListenerList<T> list, T listener) {
    ListenerList.Slot<T> slot = list.slot(listener);
    executor.submit(() -> list.add(slot));
    return slot;
  }

  // -------------------------------------------------------------------------------------- events

  public void tellConnected() {
    connected = true;
    tell(connect, Runnable::run);
  }

  public void tellDisconnected(DisconnectReason reason) {
    connected = false;
    tell(disconnect, listener -> listener.accept(reason));
  }

  public void tellError(RealtimeError failed) {
    tell(error, listener -> listener.accept(failed));
  }

  /** Returns whether there is a listener to call. */
  public boolean tellAttempt(long number) {
    return tell(attempt, listener -> listener.accept(number));
  }

  public void tellState(StateChange change) {
    tell(state, listener -> listener.accept(change));
  }

  private <T> boolean tell(ListenerList<T> list, Consumer<? super T> call) {
    if (list.isEmpty()) {
      return false;
    }
    List<ListenerList.Slot<T>> slots = list.snapshot();
    callbacks.add(() -> slots.forEach(slot -> slot.call(call)));
    return true;
  }
}

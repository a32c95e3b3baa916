package dev.agnost.realtime.core.listeners;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.core.concurrent.CallbackExecutor;
import dev.agnost.realtime.core.observe.SessionEvents;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The listeners of the connection, and how events reach them: by the callback queue. */
public final class ConnectionListeners {

  public final ListenerList<Runnable> connect;
  public final ListenerList<Consumer<? super DisconnectReason>> disconnect;
  public final ListenerList<Consumer<? super RealtimeError>> error;
  public final ListenerList<LongConsumer> attempt;
  public final ListenerList<Consumer<? super StateChange>> state;

  private final CallbackExecutor callbacks;
  private final SessionEvents journal;

  /**
   * @param watch is told of each call
   */
  public ConnectionListeners(
      CallbackExecutor callbacks, SlowListenerDetector watch, SessionEvents journal) {
    this.callbacks = callbacks;
    this.journal = journal;
    this.connect = new ListenerList<>("onConnect", watch);
    this.disconnect = new ListenerList<>("onDisconnect", watch);
    this.error = new ListenerList<>("onError", watch);
    this.attempt = new ListenerList<>("onReconnectAttempt", watch);
    this.state = new ListenerList<>("onStateChange", watch);
  }

  public void tellConnected() {
    tell(connect, Runnable::run);
  }

  public void tellDisconnected(DisconnectReason reason) {
    tell(disconnect, listener -> listener.accept(reason));
  }

  public void tellError(RealtimeError failed) {
    tell(error, listener -> listener.accept(failed));
  }

  public void tellAttempt(long number) {
    tell(attempt, listener -> listener.accept(number));
  }

  public void tellState(StateChange change) {
    tell(state, listener -> listener.accept(change));
  }

  private <T> void tell(ListenerList<T> listeners, Consumer<? super T> call) {
    if (listeners.isEmpty()) {
      return;
    }
    List<ListenerList.Slot<T>> told = listeners.snapshot();
    callbacks.add(() -> told.forEach(slot -> slot.tell(call, journal)));
  }
}

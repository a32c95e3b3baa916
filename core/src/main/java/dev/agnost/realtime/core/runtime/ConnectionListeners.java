package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.StateChange;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The listeners of the connection, and how events reach them: by the callback queue. */
final class ConnectionListeners {

  final Listeners<Runnable> connect;
  final Listeners<Consumer<? super DisconnectReason>> disconnect;
  final Listeners<Consumer<? super RealtimeError>> error;
  final Listeners<LongConsumer> attempt;
  final Listeners<Consumer<? super StateChange>> state;

  private final CallbackQueue callbacks;

  /**
   * @param watch is told of each call
   */
  ConnectionListeners(CallbackQueue callbacks, ListenerWatch watch) {
    this.callbacks = callbacks;
    this.connect = new Listeners<>("onConnect", watch);
    this.disconnect = new Listeners<>("onDisconnect", watch);
    this.error = new Listeners<>("onError", watch);
    this.attempt = new Listeners<>("onReconnectAttempt", watch);
    this.state = new Listeners<>("onStateChange", watch);
  }

  void tellConnected() {
    tell(connect, Runnable::run);
  }

  void tellDisconnected(DisconnectReason reason) {
    tell(disconnect, listener -> listener.accept(reason));
  }

  void tellError(RealtimeError failed) {
    tell(error, listener -> listener.accept(failed));
  }

  void tellAttempt(long number) {
    tell(attempt, listener -> listener.accept(number));
  }

  void tellState(StateChange change) {
    tell(state, listener -> listener.accept(change));
  }

  private <T> void tell(Listeners<T> listeners, Consumer<? super T> call) {
    if (listeners.isEmpty()) {
      return;
    }
    List<Listeners.Slot<T>> told = listeners.snapshot();
    callbacks.add(() -> told.forEach(slot -> slot.tell(call)));
  }
}

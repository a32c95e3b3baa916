package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.StateChange;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The listeners of the connection, and how events reach them: by the callback queue. */
final class ConnectionListeners {

  final Listeners<Runnable> connect = new Listeners<>("onConnect");
  final Listeners<Consumer<? super DisconnectReason>> disconnect = new Listeners<>("onDisconnect");
  final Listeners<Consumer<? super RealtimeError>> error = new Listeners<>("onError");
  final Listeners<LongConsumer> attempt = new Listeners<>("onReconnectAttempt");
  final Listeners<Consumer<? super StateChange>> state = new Listeners<>("onStateChange");

  private final CallbackQueue callbacks;
  private final Journal journal;

  ConnectionListeners(CallbackQueue callbacks, Journal journal) {
    this.callbacks = callbacks;
    this.journal = journal;
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
    callbacks.add(() -> told.forEach(slot -> slot.tell(call, journal)));
  }
}

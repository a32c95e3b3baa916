package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.RealtimeError;
import org.jspecify.annotations.Nullable;

/** What the listeners of a connection are told, and when by {@link System#nanoTime()}. */
public sealed interface ConnectionEvent {

  /** When the listener was called. */
  long nanos();

  /**
   * onConnect.
   *
   * @param socketId the result of {@code getSocketId()} inside the listener
   * @param connected the result of {@code isConnected()} inside the listener
   */
  record Connected(long nanos, @Nullable String socketId, boolean connected)
      implements ConnectionEvent {

    /** The id, which must be there. */
    public String id() {
      String id = socketId;
      if (id == null || !connected) {
        throw new AssertionError("inside onConnect there must be an id: " + this);
      }
      return id;
    }
  }

  /**
   * onDisconnect.
   *
   * @param socketId the result of {@code getSocketId()} inside the listener
   * @param connected the result of {@code isConnected()} inside the listener
   */
  record Lost(long nanos, DisconnectReason reason, @Nullable String socketId, boolean connected)
      implements ConnectionEvent {}

  /** onError. */
  record Failed(long nanos, RealtimeError error) implements ConnectionEvent {}

  /** onReconnectAttempt. */
  record Attempting(long nanos, long number) implements ConnectionEvent {}
}

package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;

/** What a simulated connection has to tell its listener. */
sealed interface Signal {

  /** The WebSocket is open. */
  record Opened() implements Signal {
    static final Opened INSTANCE = new Opened();
  }

  /** A message, which waits for demand. */
  record Arrived(Frame frame) implements Signal {}

  /** The peer's close frame. */
  record Closed(CloseStatus status) implements Signal {}

  /** The connection failed. */
  record Failed(TransportException failure) implements Signal {}
}

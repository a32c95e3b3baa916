package dev.agnost.realtime.core.session;

/** The state of a session, in finer steps than {@code ConnectionState}. */
public enum Phase {
  /** No connection and none wanted. */
  DISCONNECTED,
  /** Credentials are being fetched, or the transport is connecting. */
  CONNECTING,
  /** The WebSocket is open; the Engine.IO open packet is awaited. */
  HANDSHAKING,
  /** CONNECT was sent, or is about to be; the reply is awaited. */
  AUTHENTICATING,
  /** Messages flow. */
  CONNECTED,
  /** The next attempt is due later. */
  WAITING,
  /** DISCONNECT and a close frame were sent; the peer's close frame is awaited. */
  CLOSING,
  /** The client was closed for good. */
  RELEASED;

  /** Whether a timer lives in this phase; leaving for a phase without it cancels it. */
  public boolean has(TimerKind timer) {
    return switch (timer) {
      case CONNECT_DEADLINE -> attempting();
      case HEARTBEAT -> this == AUTHENTICATING || this == CONNECTED;
      case RETRY -> this == WAITING;
      case CLOSE_DEADLINE -> this == CLOSING;
    };
  }

  /** Whether there is a connection, or an attempt to make one. */
  public boolean live() {
    return attempting() || this == CONNECTED;
  }

  /** Whether an attempt is under way. */
  public boolean attempting() {
    return this == CONNECTING || this == HANDSHAKING || this == AUTHENTICATING;
  }
}

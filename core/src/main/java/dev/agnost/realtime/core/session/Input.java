package dev.agnost.realtime.core.session;

/** What can happen to a session. */
public enum Input {
  /** {@code open()}, or the first access to the realtime module. */
  USER_OPEN,
  /** {@code close()}. */
  USER_CLOSE,
  /** The client is closed for good. */
  CLIENT_CLOSE,
  /** The WebSocket is open. */
  TRANSPORT_OPENED,
  /** Engine.IO {@code 0}. */
  ENGINE_OPENED,
  /** Engine.IO {@code 2}. */
  ENGINE_PING,
  /** Engine.IO {@code 1}. */
  ENGINE_CLOSED,
  /** Socket.IO {@code 0} with a sid. */
  NAMESPACE_CONNECTED,
  /** Socket.IO {@code 4}. */
  NAMESPACE_REFUSED,
  /** Socket.IO {@code 1}. */
  NAMESPACE_DISCONNECTED,
  /** Socket.IO {@code 2} or {@code 5}. */
  PACKET_RECEIVED,
  /** The peer's close frame. */
  TRANSPORT_CLOSED,
  /** The connection failed, or could not be made, or there were no credentials for it. */
  TRANSPORT_FAILED,
  /** A frame that breaks the protocol. */
  VIOLATION,
  /** {@link TimerKind#CONNECT_DEADLINE}. */
  CONNECT_DEADLINE,
  /** {@link TimerKind#HEARTBEAT}. */
  HEARTBEAT_MISSED,
  /** {@link TimerKind#RETRY}. */
  RETRY_DUE,
  /** {@link TimerKind#CLOSE_DEADLINE}. */
  CLOSE_DEADLINE
}

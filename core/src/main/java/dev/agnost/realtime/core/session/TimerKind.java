package dev.agnost.realtime.core.session;

/** Timers of a session. Each belongs to phases; there is at most one of a kind. */
public enum TimerKind {
  /** One deadline from credentials to the CONNECT reply. */
  CONNECT_DEADLINE,
  /** pingInterval + pingTimeout without anything from the server. */
  HEARTBEAT,
  /** The wait before the next attempt. */
  RETRY,
  /** How long the server may take to answer the close frame. */
  CLOSE_DEADLINE
}

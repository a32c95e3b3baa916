package dev.agnost.realtime.core.session;

/** Why a session is {@link Phase#DISCONNECTED}. */
public enum DisconnectedCause {
  /** Never opened. */
  IDLE,
  /** Closed by the application. */
  CLOSED,
  /** Refused for good, or given up by the policy. */
  FAILED
}

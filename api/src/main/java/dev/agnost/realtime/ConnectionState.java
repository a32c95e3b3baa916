package dev.agnost.realtime;

/** The states of a client's connection. */
public enum ConnectionState {
  /** Never opened yet. Sends are queued. */
  IDLE,
  /** An attempt is under way, from credentials to the CONNECT reply. Sends are queued. */
  CONNECTING,
  /** The connection is established. */
  CONNECTED,
  /** Waiting for the next attempt. Sends are queued. */
  WAITING,
  /**
   * Closed by {@code close()}; {@code open()} connects again, unless the client itself was closed.
   */
  CLOSED,
  /** The server's answer or the policy ended the attempts; {@code open()} tries again. */
  FAILED
}

package dev.agnost.realtime;

/** What a client's connection is doing. */
public enum ConnectionState {
  /** Never opened yet. Sends are queued. */
  IDLE,
  /** An attempt is under way, from credentials to the CONNECT reply. Sends are queued. */
  CONNECTING,
  /** Messages flow. */
  CONNECTED,
  /** Waiting for the next attempt. Sends are queued. */
  WAITING,
  /** Closed by hand; {@code open()} connects again, unless the client itself was closed. */
  CLOSED,
  /** The server's answer or the policy ended the attempts; {@code open()} tries again. */
  FAILED
}

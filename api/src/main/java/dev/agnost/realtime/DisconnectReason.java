package dev.agnost.realtime;

/** Why an established connection has ended. */
public enum DisconnectReason {
  /** {@code close()} was called, on the connection or on the client. No attempt follows. */
  CLIENT("io client disconnect"),
  /**
   * The server sent a DISCONNECT packet. No attempt follows unless the policy decides otherwise.
   */
  SERVER("io server disconnect"),
  /** No ping came within pingInterval + pingTimeout. */
  PING_TIMEOUT("ping timeout"),
  /** The connection ended, with a close frame or without. */
  TRANSPORT_CLOSE("transport close"),
  /** The peer broke the WebSocket or Engine.IO protocol, or the transport failed. */
  TRANSPORT_ERROR("transport error"),
  /** A frame broke the Socket.IO protocol. */
  PARSE_ERROR("parse error");

  private final String text;

  DisconnectReason(String text) {
    this.text = text;
  }

  /** The platform's text, the same as in the JavaScript client. */
  public String text() {
    return text;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}

package dev.agnost.realtime;

/** Classes of failed attempts to connect. Each has a heading in {@code docs/errors.md}. */
public enum ErrorKind {
  /** Name not found, refused, no route. */
  UNREACHABLE("AGN-201"),
  /** The TLS handshake failed. */
  TLS("AGN-202"),
  /** The proxy refused or failed. */
  PROXY("AGN-203"),
  /** The upgrade was answered with another HTTP status than 101. */
  REJECTED("AGN-204"),
  /**
   * The peer broke the WebSocket, Engine.IO or Socket.IO protocol before the connection was
   * established.
   */
  PROTOCOL("AGN-205"),
  /** The attempt took longer than {@code timeout}. */
  TIMEOUT("AGN-206"),
  /** The connection ended before the CONNECT reply. */
  LOST("AGN-207"),
  /** A supplier of the API key, the session token or the headers failed. */
  CREDENTIALS("AGN-208"),
  /** The server refused the CONNECT; {@link RealtimeError#code()} is the server's code. */
  REFUSED("AGN-209"),
  /** The server sent a DISCONNECT instead of a CONNECT reply. */
  DISCONNECTED("AGN-210"),
  /** No thread, file descriptor or memory. */
  RESOURCE("AGN-211"),
  /** The server speaks another version of Socket.IO. */
  INCOMPATIBLE("AGN-212"),
  /** Something failed inside the client; a bug in it or in a transport. */
  INTERNAL("AGN-213");

  private final String agnCode;

  ErrorKind(String agnCode) {
    this.agnCode = agnCode;
  }

  /** The code of this class, such as {@code AGN-206}. */
  public String agnCode() {
    return agnCode;
  }
}

package dev.agnost.realtime.testserver;

/** A client broke RFC 6455; the status is that of the close frame. */
final class ProtocolViolationException extends Exception {
  private static final long serialVersionUID = 1L;

  static final int PROTOCOL_ERROR = 1002;
  static final int BAD_TEXT = 1007;
  static final int TOO_BIG = 1009;

  private final int status;

  ProtocolViolationException(int status, String what) {
    super(what);
    this.status = status;
  }

  int status() {
    return status;
  }
}

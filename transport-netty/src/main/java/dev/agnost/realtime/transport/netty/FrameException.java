package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException.Kind;

/** The peer sent what it may not send. Without stack trace: it says all by itself. */
final class FrameException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  private FrameException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static FrameException protocol(String message) {
    return new FrameException(Kind.PROTOCOL, message);
  }

  static FrameException tooLarge(long bytes, int limit) {
    return new FrameException(
        Kind.MESSAGE_TOO_LARGE,
        "an inbound message of at least " + bytes + " bytes is above the limit of " + limit);
  }

  Kind kind() {
    return kind;
  }

  /** What to tell the peer. */
  CloseStatus status() {
    return kind == Kind.MESSAGE_TOO_LARGE
        ? CloseStatus.MESSAGE_TOO_BIG
        : CloseStatus.PROTOCOL_ERROR;
  }
}

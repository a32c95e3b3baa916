package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException.Kind;

/**
 * What a peer did wrong.
 *
 * @param kind how the connection ends
 * @param answer what the close frame tells the peer
 * @param message for people
 */
record Breach(Kind kind, CloseStatus answer, String message) {

  static Breach protocol(String message) {
    return new Breach(Kind.PROTOCOL, CloseStatus.PROTOCOL_ERROR, message);
  }

  static Breach tooLarge(int limit) {
    return new Breach(
        Kind.MESSAGE_TOO_LARGE,
        CloseStatus.MESSAGE_TOO_BIG,
        "an inbound message has more than " + limit + " bytes");
  }
}

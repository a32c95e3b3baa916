package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.TransportFailures;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;

/** Turns what Jetty reports into the classes of failure that all transports share. */
final class JettyFailures {

  private JettyFailures() {}

  /** A failure before the WebSocket was open, or of an HTTP exchange. */
  static TransportException classify(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof TransportException known) {
        return known;
      }
      if (t instanceof MessageTooLargeException) {
        return new TransportException(
            Kind.MESSAGE_TOO_LARGE, "an inbound frame is above the limit", cause);
      }
      if (t instanceof WebSocketException) {
        return new TransportException(
            Kind.PROTOCOL, "the peer broke the WebSocket protocol: " + t.getMessage(), cause);
      }
      if (t instanceof HttpException) { // its reason repeats what came
        return new TransportException(Kind.PROTOCOL, "the response is not HTTP", null);
      }
    }
    return TransportFailures.classify(cause);
  }

  /** A failure of an open WebSocket. What TLS reports then is a cut, not a handshake (T6.5). */
  static TransportException open(Throwable cause) {
    TransportException classified = classify(cause);
    return switch (classified.kind()) {
      case TLS, UNREACHABLE ->
          new TransportException(
              Kind.LOST, "the connection was lost: " + cause.getMessage(), cause);
      default -> classified;
    };
  }

  static TransportException proxy(ProxyConfig proxy, Throwable cause) {
    if (cause instanceof TransportException known) {
      return known;
    }
    TransportException plain = TransportFailures.classify(cause);
    return plain.kind() == Kind.RESOURCE
        ? plain
        : new TransportException(
            Kind.PROXY, "no connection through the " + proxy + ": " + cause.getMessage(), cause);
  }
}

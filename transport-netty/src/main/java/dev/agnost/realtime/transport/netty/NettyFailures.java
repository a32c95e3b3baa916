package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.TransportFailures;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;

/** Classifies the exceptions of Netty that the JDK does not know. */
final class NettyFailures {

  private NettyFailures() {}

  static TransportException classify(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof TransportException known) {
        return known;
      }
      if (t instanceof NotSslRecordException) { // its message is a dump of what came
        return new TransportException(Kind.TLS, "the server does not speak TLS", null);
      }
      if (t instanceof TooLongFrameException) {
        return new TransportException(
            Kind.PROTOCOL, "the head of the HTTP response is too long", cause);
      }
    }
    return TransportFailures.classify(cause);
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

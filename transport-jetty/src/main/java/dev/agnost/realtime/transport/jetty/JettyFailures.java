package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.SupportedVersions;
import dev.agnost.realtime.transport.support.TransportFailures;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.jspecify.annotations.Nullable;

/** Turns what Jetty reports into the classes of failure that all transports share. */
final class JettyFailures {

  private JettyFailures() {}

  /**
   * The cause of a failed request. Of a TLS handshake that fails, one side of the exchange reports
   * the reason, the other that the socket was closed.
   */
  static Throwable of(Result result) {
    Throwable request = result.getRequestFailure();
    Throwable response = result.getResponseFailure();
    if (request == null || response == null) {
      return response == null ? result.getFailure() : response;
    }
    return TransportFailures.classify(request).kind() == Kind.LOST ? response : request;
  }

  /** The failure that an exception of Jetty's own stands for; any other as it is. */
  static Throwable translated(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof MessageTooLargeException) {
        return tooLarge(cause);
      }
      if (t instanceof LinkageError misfit) {
        return TransportFailures.library(
            misfit, () -> HttpClient.class, SupportedVersions.jetty().toString());
      }
      if (t instanceof WebSocketException) {
        return new TransportException(
            Kind.PROTOCOL, "the peer broke the WebSocket protocol: " + t.getMessage(), cause);
      }
      if (t instanceof HttpResponseException || t instanceof HttpException) {
        return new TransportException( // without the cause, which repeats what came
            Kind.PROTOCOL, "the response is not HTTP, or does not accept the upgrade", null);
      }
    }
    return cause;
  }

  /** A failure on this side of the proxy, or of the proxy. */
  static TransportException proxy(ProxyConfig proxy, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof HttpResponseException answer) {
        return TransportException.proxyRefused(answer.getResponse().getStatus(), proxy.toString());
      }
    }
    return TransportFailures.classifyProxy(proxy, cause);
  }

  static TransportException tooLarge(@Nullable Throwable cause) {
    return new TransportException(
        Kind.MESSAGE_TOO_LARGE, "an inbound message is above the limit", cause);
  }
}

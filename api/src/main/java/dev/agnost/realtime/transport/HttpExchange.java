package dev.agnost.realtime.transport;

import java.util.concurrent.CompletableFuture;

/**
 * Plain HTTP requests with the TLS and proxy settings of a transport. Thread-safe.
 *
 * @implSpec H2 Method, path, query, headers and body MUST reach the server as given. H3 Redirects
 *     MUST NOT be followed. H4 Status, headers and body come back; a body above the limit fails
 *     with {@link TransportException.Kind#MESSAGE_TOO_LARGE}. H6 TLS and proxy settings are those
 *     of the transport. HTTP/1.1 only: the server takes the offer of h2c for a WebSocket upgrade.
 */
public interface HttpExchange {

  /**
   * Sends a request and returns at once.
   *
   * @implSpec H1 The future MUST end exactly once: with a response whatever its status, or with a
   *     {@link TransportException}. H5 Cancelling the future MUST free the connection.
   */
  CompletableFuture<HttpResponse> send(HttpRequest request);
}

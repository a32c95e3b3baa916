package dev.agnost.realtime.transport;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A request for {@link HttpExchange}. {@link #toString()} leaves out query, header values and body.
 *
 * @param method in capitals
 * @param uri {@code http} or {@code https}
 * @param headers in the order to be sent
 * @param body the bytes from position to limit; empty for none
 * @param maxResponseBytes the largest response body that is accepted, at least 1
 */
public record HttpRequest(
    String method, URI uri, List<Header> headers, ByteBuffer body, int maxResponseBytes) {

  /** Validates and copies. */
  public HttpRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(body, "body");
    headers = List.copyOf(headers);
    if (maxResponseBytes < 1) {
      throw new IllegalArgumentException("maxResponseBytes must be positive: " + maxResponseBytes);
    }
  }

  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getHost() + uri.getRawPath();
  }
}

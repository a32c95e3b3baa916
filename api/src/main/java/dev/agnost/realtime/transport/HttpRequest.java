package dev.agnost.realtime.transport;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A request for {@link HttpExchange}. Immutable. {@link #toString()} omits query, header values and
 * body.
 */
public final class HttpRequest {

  private final String method;
  private final URI uri;
  private final List<Header> headers;
  private final ByteBuffer body;
  private final int maxResponseBytes;

  private HttpRequest(
      String method, URI uri, List<Header> headers, ByteBuffer body, int maxResponseBytes) {
    this.method = Objects.requireNonNull(method, "method");
    this.uri = Objects.requireNonNull(uri, "uri");
    this.headers = List.copyOf(headers);
    this.body = Objects.requireNonNull(body, "body");
    this.maxResponseBytes = maxResponseBytes;
    if (maxResponseBytes < 1) {
      throw new IllegalArgumentException("maxResponseBytes must be positive: " + maxResponseBytes);
    }
  }

  /**
   * Creates a request.
   *
   * @param method in capitals
   * @param uri {@code http} or {@code https}
   * @param headers in the order to be sent
   * @param body the bytes from position to limit, not copied; empty for none
   * @param maxResponseBytes the largest response body that is accepted, at least 1
   */
  public static HttpRequest of(
      String method, URI uri, List<Header> headers, ByteBuffer body, int maxResponseBytes) {
    return new HttpRequest(method, uri, headers, body, maxResponseBytes);
  }

  /** Returns the method, in capitals. */
  public String method() {
    return method;
  }

  /** Returns the target, with the scheme {@code http} or {@code https}. */
  public URI uri() {
    return uri;
  }

  /** Returns the header fields in the order to be sent. */
  public List<Header> headers() {
    return headers;
  }

  /** Returns the body, from position to limit; empty for none. */
  public ByteBuffer body() {
    return body;
  }

  /** Returns the largest response body that is accepted, in bytes. */
  public int maxResponseBytes() {
    return maxResponseBytes;
  }

  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getHost() + uri.getRawPath();
  }
}

package dev.agnost.realtime.transport;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The target of a WebSocket connection and the headers of its upgrade request. Immutable.
 *
 * <p>{@link #toString()} shows scheme, host and path; the query and the values of headers are left
 * out.
 */
public final class ConnectRequest {

  private final URI uri;
  private final List<Header> headers;

  private ConnectRequest(URI uri, List<Header> headers) {
    this.uri = Objects.requireNonNull(uri, "uri");
    this.headers = List.copyOf(headers);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("ws") && !scheme.equals("wss")) {
      throw new IllegalArgumentException("uri must have the scheme ws or wss: " + scheme);
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "uri must have a host, no user info and no fragment: host " + uri.getHost());
    }
    for (Header header : this.headers) {
      if (header.isReserved()) {
        throw new IllegalArgumentException(
            "header " + header.name() + " is written by the handshake and cannot be set");
      }
    }
  }

  /**
   * Creates a request without headers beside those of the handshake.
   *
   * @throws IllegalArgumentException as for {@link #of(URI, List)}
   */
  public static ConnectRequest of(URI uri) {
    return new ConnectRequest(uri, List.of());
  }

  /**
   * Creates a request.
   *
   * @param uri {@code ws} or {@code wss} with a host; path and query are sent unchanged
   * @param headers sent in this order beside those of the handshake; a name may occur twice
   * @throws IllegalArgumentException if the URI is not an absolute {@code ws} or {@code wss} URI
   *     with a host and without user info and fragment, or a header is reserved
   */
  public static ConnectRequest of(URI uri, List<Header> headers) {
    return new ConnectRequest(uri, headers);
  }

  /** Returns the target; its path and query are sent unchanged. */
  public URI uri() {
    return uri;
  }

  /** Returns the headers to send in this order beside those of the handshake. */
  public List<Header> headers() {
    return headers;
  }

  /** Returns whether the scheme is {@code wss}. */
  public boolean secure() {
    return uri.getScheme().equalsIgnoreCase("wss");
  }

  /** Returns the port of the URI; if it has none, 80 or 443. */
  public int port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return secure() ? 443 : 80;
  }

  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getHost() + ":" + port() + uri.getRawPath();
  }
}

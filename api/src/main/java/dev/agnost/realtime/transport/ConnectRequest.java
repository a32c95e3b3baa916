package dev.agnost.realtime.transport;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Where to open a WebSocket. Immutable.
 *
 * <p>{@link #toString()} shows scheme, host and path; the query and the values of headers are left
 * out.
 *
 * @param uri {@code ws} or {@code wss} with a host; path and query are sent as they stand in it
 * @param headers sent in this order beside those of the handshake; the same name may come twice
 */
public record ConnectRequest(URI uri, List<Header> headers) {

  /**
   * Validates and copies.
   *
   * @throws IllegalArgumentException if the URI is not an absolute {@code ws} or {@code wss} URI
   *     with a host and without user info and fragment, or a header is reserved
   */
  public ConnectRequest {
    Objects.requireNonNull(uri, "uri");
    headers = List.copyOf(headers);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("ws") && !scheme.equals("wss")) {
      throw new IllegalArgumentException("uri must have the scheme ws or wss: " + scheme);
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "uri must have a host, no user info and no fragment: host " + uri.getHost());
    }
    for (Header header : headers) {
      if (header.isReserved()) {
        throw new IllegalArgumentException(
            "header " + header.name() + " is written by the handshake and cannot be set");
      }
    }
  }

  /** A request without headers of its own. */
  public static ConnectRequest of(URI uri) {
    return new ConnectRequest(uri, List.of());
  }

  /** Whether the scheme is {@code wss}. */
  public boolean secure() {
    return uri.getScheme().equalsIgnoreCase("wss");
  }

  /** The port of the URI, or 80 or 443. */
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

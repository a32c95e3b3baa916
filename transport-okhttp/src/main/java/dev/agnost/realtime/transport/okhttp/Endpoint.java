package dev.agnost.realtime.transport.okhttp;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * What is at the far end of a connection.
 *
 * @param url what OkHttp is asked for; its path and query are those of the URI, byte for byte
 */
record Endpoint(HttpUrl url) {

  /**
   * Empty if OkHttp cannot ask for this URI as it stands. It resolves {@code .} and {@code ..} in
   * paths, and encodes {@code '} in queries; then nothing is better than another request (T2.2).
   */
  static Optional<Endpoint> of(URI uri, boolean secure) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery();
    HttpUrl url =
        HttpUrl.parse(
            (secure ? "https://" : "http://")
                + uri.getRawAuthority()
                + path
                + (query == null ? "" : "?" + query));
    if (url == null
        || !url.encodedPath().equals(path)
        || !Objects.equals(url.encodedQuery(), query)) {
      return Optional.empty();
    }
    return Optional.of(new Endpoint(url));
  }

  /** A name or an address; the latter without brackets. */
  String host() {
    return url.host();
  }

  int port() {
    return url.port();
  }

  /** Host and port as they stand in a request. */
  String authority() {
    return (host().contains(":") ? "[" + host() + "]" : host()) + ":" + port();
  }
}

package dev.agnost.realtime.transport.okhttp;

import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * What is asked for, and where.
 *
 * @param url for OkHttp to connect to; the server's root
 * @param target path and query as they stand in the URI, for the request line; OkHttp would resolve
 *     {@code .} and {@code ..} and encode {@code '}
 */
record Endpoint(HttpUrl url, String target) {

  /** Empty if OkHttp cannot make sense of the host. */
  static Optional<Endpoint> of(URI uri, boolean secure) {
    if (uri.getHost() == null) {
      return Optional.empty();
    }
    URI ascii = URI.create(uri.toASCIIString());
    HttpUrl url = HttpUrl.parse((secure ? "https://" : "http://") + ascii.getRawAuthority() + "/");
    String path = ascii.getRawPath() == null ? "" : ascii.getRawPath();
    String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
    return Optional.ofNullable(url)
        .map(root -> new Endpoint(root, (path.isEmpty() ? "/" : path) + query));
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

package dev.agnost.realtime.transport.jetty;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to connect.
 *
 * @param host a name or an address, the latter without brackets
 * @param secure whether TLS is spoken with it
 */
record Endpoint(String host, int port, boolean secure) {

  private static final int HIGHEST_PORT = 65_535;
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);

  Endpoint {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port must be from 0 to 65535: " + port);
    }
  }

  /**
   * The endpoint that a URI names.
   *
   * @throws IllegalArgumentException if it has no host or no legal port
   */
  static Endpoint of(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("wss") || scheme.equals("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    String host = uri.getHost();
    if (host == null) {
      throw new IllegalArgumentException("the URI has no host; its scheme is " + scheme);
    }
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    return new Endpoint(host, port, secure);
  }

  /** The value of the header {@code Host}. */
  String authority() {
    return port == (secure ? 443 : 80) ? bracketed() : authorityWithPort();
  }

  /** Host and port, as a proxy wants them. */
  String authorityWithPort() {
    return bracketed() + ":" + port;
  }

  private String bracketed() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** The address, if the host is one and needs no look-up. */
  @Nullable InetAddress literal() {
    return literal(host);
  }

  static @Nullable InetAddress literal(String host) {
    if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(host); // an address: no look-up
    } catch (UnknownHostException noSuchScope) {
      return null;
    }
  }

  /** Path and query as they stand in the URI. */
  static String target(URI uri) {
    String path = uri.getRawPath();
    String start = path == null || path.isEmpty() ? "/" : path;
    return uri.getRawQuery() == null ? start : start + "?" + uri.getRawQuery();
  }
}

package dev.agnost.realtime.transport.netty;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where to connect.
 *
 * @param host a name or an address, the latter without brackets
 * @param secure whether TLS is spoken with it
 */
record Endpoint(String host, int port, boolean secure) {

  private static final int HIGHEST_PORT = 65_535;

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
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? name : name + ":" + port;
  }

  /** The address, if the host is one and needs no look-up. */
  @Nullable InetAddress literal() {
    return literal(host);
  }

  static @Nullable InetAddress literal(String host) {
    if (!NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host)) {
      return null;
    }
    try {
      return InetAddress.getByName(host); // an address: no look-up
    } catch (UnknownHostException noSuchScope) {
      return null;
    }
  }

  /** For a proxy, which does the look-up itself. */
  InetSocketAddress unresolved() {
    InetAddress address = literal();
    return address != null
        ? new InetSocketAddress(address, port)
        : InetSocketAddress.createUnresolved(host, port);
  }

  /** Path and query as they stand in the URI. */
  static String target(URI uri) {
    String path = uri.getRawPath();
    String start = path == null || path.isEmpty() ? "/" : path;
    return uri.getRawQuery() == null ? start : start + "?" + uri.getRawQuery();
  }

  @Override
  public String toString() {
    return authority();
  }
}

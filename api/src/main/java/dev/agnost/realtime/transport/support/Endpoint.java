package dev.agnost.realtime.transport.support;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a URI of a request names: where to connect, and what to ask for there.
 *
 * <p>{@link #toString()} shows host and port; the path and the query are left out.
 *
 * @param host a name or an address, the latter without brackets
 * @param port 80 or 443 where the URI has none
 * @param secure whether TLS is spoken, for {@code wss} and {@code https}
 * @param target path and query as they stand in the URI, for the request line; at least {@code /}
 */
public record Endpoint(String host, int port, boolean secure, String target) {

  private static final int HIGHEST_PORT = 65_535;
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);

  /** Validates the port. */
  public Endpoint {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port must be from 0 to 65535: " + port);
    }
  }

  /**
   * Returns the endpoint that a URI names.
   *
   * @throws IllegalArgumentException if it has no host or no legal port
   */
  public static Endpoint of(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("wss") || scheme.equals("https");
    String host = uri.getHost();
    if (host == null) {
      throw new IllegalArgumentException("the URI has no host; its scheme is " + scheme);
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(secure);
    return new Endpoint(unbracketed(host), port, secure, target(uri));
  }

  private static String target(URI uri) {
    String path = uri.getRawPath();
    String start = path == null || path.isEmpty() ? "/" : path;
    return uri.getRawQuery() == null ? start : start + "?" + uri.getRawQuery();
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int defaultPort(boolean secure) {
    return secure ? 443 : 80;
  }

  /** The value of the header {@code Host}: without the port if it is the scheme's own. */
  public String authority() {
    return port == defaultPort(secure) ? bracketed() : authorityWithPort();
  }

  /** Host and port, as CONNECT has them. */
  public String authorityWithPort() {
    return bracketed() + ":" + port;
  }

  private String bracketed() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** The address, if the host is one and needs no look-up; else null. */
  public @Nullable InetAddress address() {
    return addressOf(host);
  }

  /** The address that a host is, without a look-up; null if it is a name. */
  public static @Nullable InetAddress addressOf(String host) {
    String bare = unbracketed(host);
    if (bare.indexOf(':') < 0 && !IPV4.matcher(bare).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(bare); // an address: no look-up
    } catch (UnknownHostException noSuchScope) {
      return null;
    }
  }

  @Override
  public String toString() {
    return authorityWithPort();
  }
}

package dev.agnost.realtime;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between the client and the cluster. Immutable.
 *
 * <p>{@link #toString()} shows type, host and port, never the credentials.
 */
public final class ProxyConfig {

  private final Type type;
  private final String host;
  private final int port;
  private final @Nullable Credentials credentials;

  private ProxyConfig(Type type, String host, int port, @Nullable Credentials credentials) {
    this.type = Objects.requireNonNull(type, "type");
    this.host = Objects.requireNonNull(host, "host");
    this.port = port;
    this.credentials = credentials;
    if (host.isBlank()) {
      throw new IllegalArgumentException("proxy host must not be blank");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("proxy port must be from 1 to 65535: " + port);
    }
  }

  /** An HTTP proxy that is asked for a tunnel with CONNECT. */
  public static ProxyConfig http(String host, int port) {
    return new ProxyConfig(Type.HTTP, host, port, null);
  }

  /** A SOCKS5 proxy; it is given the host name, so that it does the look-up. */
  public static ProxyConfig socks5(String host, int port) {
    return new ProxyConfig(Type.SOCKS5, host, port, null);
  }

  /** The same proxy with a user name and password, sent to the proxy only. */
  public ProxyConfig withCredentials(String user, String password) {
    return new ProxyConfig(type, host, port, new Credentials(user, password));
  }

  /** The protocol spoken with the proxy. */
  public Type type() {
    return type;
  }

  /** Name or address of the proxy. */
  public String host() {
    return host;
  }

  /** Port of the proxy. */
  public int port() {
    return port;
  }

  /** User name and password for the proxy, if it requires them. */
  public Optional<Credentials> credentials() {
    return Optional.ofNullable(credentials);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProxyConfig that
        && type == that.type
        && host.equals(that.host)
        && port == that.port
        && Objects.equals(credentials, that.credentials);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, host, port);
  }

  @Override
  public String toString() {
    return type + " proxy " + host + ":" + port;
  }

  /** Protocols spoken with proxies. */
  public enum Type {
    /** HTTP CONNECT. */
    HTTP,
    /** RFC 1928. */
    SOCKS5
  }

  /**
   * A user name and password. {@link #toString()} shows neither.
   *
   * @param user not empty
   * @param password may be empty
   */
  public record Credentials(String user, String password) {

    /** Validates. */
    public Credentials {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
      if (user.isEmpty()) {
        throw new IllegalArgumentException("proxy user must not be empty");
      }
    }

    @Override
    public String toString() {
      return "credentials ***";
    }
  }
}

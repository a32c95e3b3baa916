package dev.agnost.realtime.transport;

/**
 * Something a user may set that not every WebSocket library can do.
 *
 * <p>A transport names those it honours in {@link TransportProvider#options()}; a client that sets
 * one which its transport does not name is refused with {@code AGN-103} instead of being connected
 * in another way than the user asked for.
 */
public enum TransportOption {
  /** {@link TransportConfig#sslContext()}: own trust, client certificates. */
  SSL_CONTEXT,
  /**
   * {@link TransportConfig#proxy()} of type HTTP: a tunnel made with CONNECT, also for {@code ws}.
   */
  PROXY,
  /** {@link TransportConfig#proxy()} of type SOCKS5. */
  SOCKS_PROXY,
  /** User name and password of {@link TransportConfig#proxy()}. */
  PROXY_CREDENTIALS
}

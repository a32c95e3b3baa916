package dev.agnost.realtime.transport;

import dev.agnost.realtime.ProxyConfig;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The settings of a transport. Immutable.
 *
 * <p>Getters have defaults so that later versions can add some without breaking providers.
 */
public interface TransportConfig {

  /** The default of {@link #maxInboundMessageBytes()}: 16 MiB. */
  int DEFAULT_MAX_INBOUND_MESSAGE_BYTES = 16 * 1024 * 1024;

  /** A configuration in which everything has its default. */
  static TransportConfig defaults() {
    return new TransportConfig() {};
  }

  /**
   * The TLS context for {@code wss}: trust and client certificates. Empty means the default of the
   * platform. The host name is verified in either case.
   */
  default Optional<SSLContext> sslContext() {
    return Optional.empty();
  }

  /**
   * The proxy to go through. Empty means a direct connection, the proxy settings of the JVM are not
   * used.
   */
  default Optional<ProxyConfig> proxy() {
    return Optional.empty();
  }

  /**
   * The largest inbound message in bytes, all its fragments together, at least 1. A message of
   * exactly this size is delivered, a larger one ends the connection (T7.1, T7.2).
   */
  default int maxInboundMessageBytes() {
    return DEFAULT_MAX_INBOUND_MESSAGE_BYTES;
  }
}

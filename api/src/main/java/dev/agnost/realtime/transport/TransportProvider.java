package dev.agnost.realtime.transport;

import java.util.Set;

/**
 * Announces a transport to {@link java.util.ServiceLoader}.
 *
 * <p>Listed under {@code META-INF/services} and in {@code provides} of the module descriptor. It is
 * constructed for each look-up, so it is cheap and does nothing.
 *
 * @implSpec T1.2 Creating a provider MUST NOT start threads, do I/O or load the WebSocket library;
 *     then listing the providers is safe even where a library is missing.
 */
public interface TransportProvider {

  /**
   * The name by which a user chooses this transport, such as {@code netty}.
   *
   * @implSpec T1.1 MUST always return the same value matching {@code [a-z][a-z0-9-]*}.
   */
  String name();

  /** Who wins when nothing was chosen: the highest. Ours are 300 (netty), 200 and 100. */
  int priority();

  /** Returns {@link TransportSpi#VERSION}, nothing else. */
  int spiVersion();

  /** The options that {@link #create} honours. */
  Set<TransportOption> options();

  /**
   * Returns what the transport offers beyond the required rules. The client relies on nothing else,
   * and the compatibility kit tests what is named here.
   *
   * @return by default nothing
   */
  default Set<TransportCapability> capabilities() {
    return Set.of();
  }

  /**
   * Creates a transport. Whoever calls this closes the result.
   *
   * @implSpec T1.3 MUST honour every option in {@link #options()}. T1.4 Transports from two calls
   *     MUST be independent.
   * @throws IllegalArgumentException if the configuration cannot be honoured
   */
  Transport create(TransportConfig config);
}

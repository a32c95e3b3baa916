package dev.agnost.realtime.transport;

import java.util.Optional;

/**
 * Opens WebSocket connections with one library. Owns threads and pools, and is shared by many
 * connections. Thread-safe.
 *
 * @implSpec T2.8 A transport MUST NOT end a connect by a timer of its own under one hour; time
 *     belongs to core. T2.11 One transport MUST hold at least 100 connections at once. T8.2 Threads
 *     MUST be daemon, named after the transport where the library allows it, and gone within five
 *     seconds of {@link #close()}. T8.3 Connects that have ended MUST leave nothing behind. T8.4
 *     The end of one connection MUST NOT disturb another.
 */
public interface Transport extends AutoCloseable {

  /**
   * Begins to open a WebSocket and returns at once. The outcome is signalled to the listener, which
   * may happen before this method returns (T3.10).
   *
   * @implSpec T2.1 MUST return promptly, without waiting for DNS, TCP, TLS or the upgrade, and MUST
   *     NOT throw for a network reason. T2.2 Path, query and headers MUST reach the server exactly
   *     as given, nothing ambient is added. T2.3 {@code onOpen} MUST follow only a valid 101. T2.4
   *     Any other status MUST end in {@link TransportException.Kind#REJECTED}; redirects MUST NOT
   *     be followed, the request MUST NOT be retried. T2.5 Name, refusal and routing failures MUST
   *     end in {@link TransportException.Kind#UNREACHABLE}. T2.6 For {@code wss} chain and host
   *     name MUST be verified. T7.5 No extension MUST be offered; one in the response MUST end in
   *     {@link TransportException.Kind#PROTOCOL}.
   * @return the connection that {@code onOpen} will also be given
   */
  TransportConnection connect(ConnectRequest request, TransportListener listener);

  /**
   * How many bytes one connection can keep unsent before it ends with {@link
   * TransportException.Kind#OVERFLOW}. Core stays below.
   */
  default long maxBufferedBytes() {
    return Long.MAX_VALUE;
  }

  /**
   * Plain HTTP with the TLS and proxy settings of this transport, if the library offers it. Where
   * it is absent, core uses the JDK's client if there is one.
   */
  default Optional<HttpExchange> http() {
    return Optional.empty();
  }

  /**
   * Ends every connection with {@link TransportException.Kind#ABORTED} and releases what this
   * transport created; never what it was given (T1.5).
   *
   * @implSpec T8.1 MUST be idempotent and reach connections in every state; later calls of {@link
   *     #connect} fail with {@code ABORTED}.
   */
  @Override
  void close();
}

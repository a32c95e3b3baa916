package dev.agnost.realtime.transport;

/**
 * Something useful that not every WebSocket library can do through its public API.
 *
 * <p>A transport names what it offers in {@link TransportProvider#capabilities()}. The
 * compatibility kit tests the rules of those and lists the others as "not offered". Everything else
 * that the rules demand is required of every transport.
 */
public enum TransportCapability {
  /** Header names keep their case, and header values may hold Latin-1 characters (T2.19). */
  EXACT_HEADERS,
  /** A 101 may list further options in its header {@code Connection} (T2.20). */
  CONNECTION_LIST,
  /**
   * A 101 without {@code Sec-WebSocket-Accept} is signalled at once (T2.21). Without this the
   * connect ends at the client's deadline.
   */
  ACCEPT_KEY_PRESENCE,
  /**
   * {@link TransportConnection#abort()} cancels a TCP connection that is being established (T2.22).
   * Without this the operating system goes on for some time; the abort is signalled all the same.
   */
  TCP_CANCELLATION,
  /**
   * An upgrade whose connection ends before the first byte of an answer is not repeated (T2.23).
   */
  SINGLE_ATTEMPT,
  /**
   * A rejected upgrade whose body does not end, or stalls, is signalled all the same (T2.24).
   * Without this the body is read until the client's deadline.
   */
  BOUNDED_REJECTION,
  /**
   * Text that is not UTF-8 is refused or passed on unaltered (T3.7). Without this invalid bytes
   * arrive as U+FFFD.
   */
  UTF8_VALIDATION,
  /** {@link TransportListener#onDrained()} is called (T4.11). Without this the client polls. */
  DRAIN_SIGNAL,
  /**
   * {@link TransportConnection#close} sends a close frame without a status (T6.10). Without this it
   * sends 1000.
   */
  CLOSE_WITHOUT_STATUS
}

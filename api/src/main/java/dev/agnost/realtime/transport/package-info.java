/**
 * The transport SPI: how a WebSocket library is put under an Agnost client.
 *
 * <p>For those who write transports; applications need none of it. A transport is a {@link
 * dev.agnost.realtime.transport.TransportProvider} found by {@link java.util.ServiceLoader}. The
 * rules it must keep are numbered (T1.1, T1.2, ...), are cited in the javadoc of the methods they
 * belong to, and are checked by {@code TransportTck} of the module {@code agnost-realtime-tck}.
 *
 * <p>In these rules <em>serial</em> means never overlapping, with a happens-before edge between one
 * call and the next; <em>promptly</em> means within one second on loopback; the <em>terminal
 * signal</em> is {@code onClosed} or {@code onFailed}.
 *
 * <p>{@link dev.agnost.realtime.transport.support.ConnectionSignals} does the bookkeeping that
 * every adapter needs.
 */
@NullMarked
package dev.agnost.realtime.transport;

import org.jspecify.annotations.NullMarked;

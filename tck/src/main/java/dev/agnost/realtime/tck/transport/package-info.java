/**
 * The transport compatibility kit: extend {@link dev.agnost.realtime.tck.transport.TransportTck},
 * say which provider is meant, and every rule of the transport SPI runs as a numbered JUnit test
 * against scripted servers on loopback.
 *
 * <p>For those who write transports. Tests run one after another on JUnit's thread; the rules are
 * listed in {@code TransportRules.md} beside this package.
 */
@NullMarked
package dev.agnost.realtime.tck.transport;

import org.jspecify.annotations.NullMarked;

/**
 * The transport on Jetty. Applications find it by its name {@code jetty} and need nothing of this
 * package, unless they want it to share the threads and TLS settings of a Jetty client of theirs:
 * see {@link dev.agnost.realtime.transport.jetty.JettyTransports}.
 *
 * <p>Signals come on threads of Jetty's pool; those of {@code abort} and {@code close} also on the
 * caller's thread.
 */
@NullMarked
package dev.agnost.realtime.transport.jetty;

import org.jspecify.annotations.NullMarked;

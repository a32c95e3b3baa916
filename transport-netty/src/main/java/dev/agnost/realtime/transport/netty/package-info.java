/**
 * The transport on Netty: {@link dev.agnost.realtime.transport.netty.NettyTransports} for
 * applications that bring their own event loops, {@link
 * dev.agnost.realtime.transport.netty.NettyTransportProvider} for {@link java.util.ServiceLoader}.
 *
 * <p>Signals come on event loops, {@code OVERFLOW} included; those of {@code abort} and {@code
 * close} also on the caller's thread.
 */
@NullMarked
package dev.agnost.realtime.transport.netty;

import org.jspecify.annotations.NullMarked;

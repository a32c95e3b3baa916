/**
 * What every transport needs and none should write again: {@link
 * dev.agnost.realtime.transport.support.ConnectionSignals} keeps the signal rules, {@link
 * dev.agnost.realtime.transport.support.TransportFailures} classifies exceptions, {@link
 * dev.agnost.realtime.transport.support.Utf8Text} serves libraries that speak {@code String}.
 *
 * <p>For those who write transports; using it is optional.
 */
@NullMarked
package dev.agnost.realtime.transport.support;

import org.jspecify.annotations.NullMarked;

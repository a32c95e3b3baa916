/**
 * What every transport needs and none should write again: {@link
 * dev.agnost.realtime.transport.support.ConnectionSignals} keeps the signal rules, {@link
 * dev.agnost.realtime.transport.support.TransportFailures} classifies exceptions, {@link
 * dev.agnost.realtime.transport.support.Utf8Text} serves libraries that speak {@code String},
 * {@link dev.agnost.realtime.transport.support.AddressLookup} those that leave names to their
 * callers.
 *
 * <p>For those who write transports; using it is optional.
 */
@NullMarked
package dev.agnost.realtime.transport.support;

import org.jspecify.annotations.NullMarked;

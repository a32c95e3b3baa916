/**
 * What every transport needs and none should write again. For those who write transports; using it
 * is optional.
 *
 * <ul>
 *   <li>{@link dev.agnost.realtime.transport.support.ConnectionSignals} keeps the signal rules and
 *       frees the socket with every terminal signal; {@link
 *       dev.agnost.realtime.transport.support.ReleaseHandle} holds what is to be freed at each
 *       stage of an attempt, {@link dev.agnost.realtime.transport.support.AttemptRegistry} the
 *       attempts that end with the transport. {@link
 *       dev.agnost.realtime.transport.support.ConnectionAdapter} passes on to them what needs no
 *       library.
 *   <li>{@link dev.agnost.realtime.transport.support.Endpoint}, {@link
 *       dev.agnost.realtime.transport.support.AddressLookup}, {@link
 *       dev.agnost.realtime.transport.support.WebSocketHandshake}, {@link
 *       dev.agnost.realtime.transport.support.Rejection} and {@link
 *       dev.agnost.realtime.transport.support.RetryAfter} serve the way to an open WebSocket.
 *   <li>{@link dev.agnost.realtime.transport.support.ReadAhead} and {@link
 *       dev.agnost.realtime.transport.support.SendChain} bridge libraries with parts and with one
 *       send at a time; {@link dev.agnost.realtime.transport.support.UnsentBytes}, {@link
 *       dev.agnost.realtime.transport.support.CloseFrames} and {@link
 *       dev.agnost.realtime.transport.support.Utf8Text} do what their names say.
 *   <li>{@link dev.agnost.realtime.transport.support.ResponseCollector} bounds and ends an HTTP
 *       exchange.
 *   <li>{@link dev.agnost.realtime.transport.support.TransportFailures} classifies exceptions.
 * </ul>
 */
@NullMarked
package dev.agnost.realtime.transport.support;

import org.jspecify.annotations.NullMarked;

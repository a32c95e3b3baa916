/**
 * One attempt and its WebSocket: credentials, the connection itself, its heartbeat, its orderly
 * end.
 *
 * <p>On the serial executor of the session, except for the signals of the transport, which arrive
 * on the transport's threads.
 */
@NullMarked
package dev.agnost.realtime.core.connection;

import org.jspecify.annotations.NullMarked;

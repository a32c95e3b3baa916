/**
 * The transport on {@link java.net.http.WebSocket}, found by its name {@code jdk}. Signals come on
 * the selector thread of the JDK's client, or on a thread that asks for demand.
 *
 * <p>What the JDK's client makes one do:
 *
 * <ul>
 *   <li>HTTP/1.1 is forced, because its offer of h2c breaks plain {@code ws}.
 *   <li>It takes one send at a time, so sends are chained.
 *   <li>Each part, ping and pong uses up one of its demand, so each is followed by {@code
 *       request(1)}.
 *   <li>It loses the end of TCP for good if it comes upon it without demand of its own: an {@code
 *       InternalError} that it keeps to itself. With a pool of threads that is a race even where
 *       the demand is unlimited, because the demand for the next part is only passed on when the
 *       listener has returned. So its tasks run on the selector thread itself, where the listener
 *       has asked for the next part before the selector looks at the socket again, and messages are
 *       read a little ahead of demand. What remains: a peer that sends more than {@code
 *       ReadAhead.BYTES} while no messages are requested, and then ends TCP without a close frame,
 *       is noticed by the heartbeat only; so is one that ends it right behind the first message,
 *       sent together with the answer to the upgrade.
 *   <li>Certificates are checked on the selector thread, too. Names are looked up on other threads.
 *   <li>It cannot send an empty close frame. The codes 1002, 1003, 1007, 1009, 1010 and 1012 to
 *       1014 it keeps to itself: a close with one of them cuts the connection.
 *   <li>It reports a rejection when it has read the body to its end, all of it into memory, and
 *       gives no sign of the head before. A body without end is stopped by the client's deadline,
 *       which cancels the attempt.
 *   <li>It tries once more by itself if an upgrade ends before the first byte of an answer.
 * </ul>
 */
@NullMarked
package dev.agnost.realtime.examples.transport.jdk;

import org.jspecify.annotations.NullMarked;

/**
 * The nemesis: many clients on one transport, real Socket.IO, and a network between them that is
 * broken in every way, with a judge of what the clients say meanwhile. For authors of transports;
 * they extend {@link dev.agnost.realtime.systemtests.nemesis.NemesisTck} and use nothing else of
 * it. Who may call what, and on which thread, is said by each class.
 */
@NullMarked
package dev.agnost.realtime.systemtests.nemesis;

import org.jspecify.annotations.NullMarked;

/**
 * The nemesis: many clients on one transport, real Socket.IO, and a network between them that is
 * broken in every way, with checks of what the clients report meanwhile. Tests of a transport
 * extend {@link dev.agnost.realtime.systemtests.nemesis.NemesisTck}.
 */
@NullMarked
package dev.agnost.realtime.systemtests.nemesis;

import org.jspecify.annotations.NullMarked;

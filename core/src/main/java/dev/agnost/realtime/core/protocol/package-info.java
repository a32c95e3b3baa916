/**
 * Engine.IO 4 and Socket.IO 5 packets from bytes and to bytes, and the envelope that Agnost puts
 * into them. For the other packages of core only. Pure: no clock, thread, lock or randomness; the
 * only state is the half-received packet of a {@link
 * dev.agnost.realtime.core.protocol.PacketDecoder}, which belongs to one connection and one thread
 * at a time.
 */
@NullMarked
package dev.agnost.realtime.core.protocol;

import org.jspecify.annotations.NullMarked;

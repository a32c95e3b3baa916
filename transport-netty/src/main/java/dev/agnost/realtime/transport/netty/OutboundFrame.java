package dev.agnost.realtime.transport.netty;

import java.nio.ByteBuffer;

/**
 * A frame to be written; always a whole message or a control frame.
 *
 * @param payload from position to limit; moved while it is written
 */
record OutboundFrame(int opcode, ByteBuffer payload) {}

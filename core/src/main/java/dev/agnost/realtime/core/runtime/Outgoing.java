package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.protocol.OutboundPacket;

/**
 * A message on its way out.
 *
 * @param packet what will be written
 * @param receipt what the caller of {@code send} holds
 * @param acceptedAt when it was accepted, by the monotonic clock
 */
record Outgoing(OutboundPacket packet, Receipt receipt, long acceptedAt) {

  int bytes() {
    return packet.bytes();
  }
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.protocol.OutboundPacket;

/** A message on its way out. Immutable but for its place, which is the mailbox's. */
final class Outgoing {

  private final OutboundPacket packet;
  private final Receipt receipt;
  private final long acceptedAt;
  private long place; // in the mailbox only; 0 until it is queued

  /**
   * @param packet what will be written
   * @param receipt what the caller of {@code send} holds
   * @param acceptedAt when it was accepted, by the monotonic clock
   */
  Outgoing(OutboundPacket packet, Receipt receipt, long acceptedAt) {
    this.packet = packet;
    this.receipt = receipt;
    this.acceptedAt = acceptedAt;
  }

  OutboundPacket packet() {
    return packet;
  }

  Receipt receipt() {
    return receipt;
  }

  long acceptedAt() {
    return acceptedAt;
  }

  int bytes() {
    return packet.bytes();
  }

  /** Its number among all that were ever queued, from 1; 0 if it was not. */
  long place() {
    return place;
  }

  void queuedAt(long number) {
    place = number;
  }
}

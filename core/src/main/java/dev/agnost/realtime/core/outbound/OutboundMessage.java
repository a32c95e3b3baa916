package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.core.protocol.OutboundPacket;

/** A message to send. Immutable but for its place, which belongs to the serial executor. */
public final class OutboundMessage {

  private final OutboundPacket packet;
  private final SendFuture future;
  private final long acceptedAt;
  private long place; // on the serial executor only; 0 until it is queued

  /**
   * @param packet what will be written
   * @param future what the caller of {@code send} holds
   * @param acceptedAt when it was accepted, by the monotonic clock
   */
  public OutboundMessage(OutboundPacket packet, SendFuture future, long acceptedAt) {
    this.packet = packet;
    this.future = future;
    this.acceptedAt = acceptedAt;
  }

  public OutboundPacket packet() {
    return packet;
  }

  public SendFuture future() {
    return future;
  }

  public long acceptedAt() {
    return acceptedAt;
  }

  public int bytes() {
    return packet.bytes();
  }

  /** Its number among all that were ever queued, from 1; 0 if it was not. */
  public long place() {
    return place;
  }

  public void queuedAt(long number) {
    place = number;
  }
}

package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A packet ready to be sent: the text message, and right behind it its attachments as binary
 * messages. The buffers are for one sending.
 *
 * @param text the text message in UTF-8, from position to limit
 * @param attachments the binary messages in order
 * @param bytes the size of all of them
 */
public record OutboundPacket(ByteBuffer text, List<ByteBuffer> attachments, int bytes) {

  /** Copies the list, not the bytes. */
  public OutboundPacket {
    attachments = List.copyOf(attachments);
  }

  static OutboundPacket of(ByteBuffer text, List<ByteBuffer> attachments) {
    long bytes = text.remaining();
    for (ByteBuffer attachment : attachments) {
      bytes += attachment.remaining();
    }
    return new OutboundPacket(text, attachments, (int) Math.min(Integer.MAX_VALUE, bytes));
  }

  /** Shows no content. */
  @Override
  public String toString() {
    return "OutboundPacket[attachments=" + attachments.size() + ", bytes=" + bytes + "]";
  }
}

package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A packet ready to be sent: the text message, and right behind it its attachments as binary
 * messages. The buffers are for one sending.
 *
 * @param kind what it is
 * @param event the name of an event as applications use it; empty for other packets
 * @param text the text message in UTF-8, from position to limit
 * @param attachments the binary messages in order
 * @param bytes the size of all of them
 */
public record OutboundPacket(
    Kind kind, String event, ByteBuffer text, List<ByteBuffer> attachments, int bytes) {

  /** The packets that a client sends. */
  public enum Kind {
    /** Engine.IO {@code 3}. */
    PONG,
    /** Socket.IO {@code 0}. */
    CONNECT,
    /** Socket.IO {@code 1}. */
    DISCONNECT,
    /** Socket.IO {@code 2} or {@code 5}. */
    EVENT
  }

  /** Copies the list, not the bytes. */
  public OutboundPacket {
    attachments = List.copyOf(attachments);
  }

  static OutboundPacket of(Kind kind, ByteBuffer text) {
    return new OutboundPacket(kind, "", text, List.of(), text.remaining());
  }

  static OutboundPacket event(String event, ByteBuffer text, List<ByteBuffer> attachments) {
    long bytes = text.remaining();
    for (ByteBuffer attachment : attachments) {
      bytes += attachment.remaining();
    }
    return new OutboundPacket(
        Kind.EVENT, event, text, attachments, (int) Math.min(Integer.MAX_VALUE, bytes));
  }

  /** Shows no content. */
  @Override
  public String toString() {
    return "OutboundPacket[kind="
        + kind
        + ", attachments="
        + attachments.size()
        + ", bytes="
        + bytes
        + "]";
  }
}

package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a listener was told, as a value. */
sealed interface Signal {

  /** {@code onOpen}. */
  record Opened() implements Signal {}

  /**
   * {@code onText} or {@code onBinary}.
   *
   * @param bytes a copy
   */
  record Message(boolean text, ByteBuffer bytes) implements Signal {
    @Override
    public String toString() {
      String kind = text ? "text" : "binary";
      return kind + " of " + bytes.remaining() + " bytes " + Excerpt.of(bytes);
    }

    String utf8() {
      return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
  }

  /** {@code onClosed}. */
  record Closed(CloseStatus status) implements Signal {}

  /** {@code onFailed}. */
  record Failed(TransportException cause) implements Signal {
    @Override
    public String toString() {
      return "onFailed(" + cause.kind() + ": " + cause.getMessage() + ")";
    }
  }

  static Message text(String text) {
    return text(text.getBytes(StandardCharsets.UTF_8));
  }

  static Message text(byte[] bytes) {
    return new Message(true, ByteBuffer.wrap(bytes));
  }

  static Message binary(byte[] bytes) {
    return new Message(false, ByteBuffer.wrap(bytes));
  }

  default boolean terminal() {
    return this instanceof Closed || this instanceof Failed;
  }
}

package dev.agnost.realtime.transport.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Converts text for WebSocket libraries that speak {@code String}. */
public final class Utf8Text {

  private Utf8Text() {}

  /** Decodes the bytes from position to limit, which are valid UTF-8; the buffer is not moved. */
  public static String decode(ByteBuffer utf8) {
    if (utf8.hasArray()) {
      return new String(
          utf8.array(),
          utf8.arrayOffset() + utf8.position(),
          utf8.remaining(),
          StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[utf8.remaining()];
    utf8.duplicate().get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Encodes text; a lone surrogate becomes {@code ?}. */
  public static ByteBuffer encode(CharSequence text) {
    return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}

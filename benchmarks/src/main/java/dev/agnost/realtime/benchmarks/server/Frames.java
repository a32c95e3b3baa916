package dev.agnost.realtime.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Unmasked text frames, as a server sends them (RFC 6455, section 5.2). */
final class Frames {

  private static final int FINAL_TEXT = 0x81;
  private static final int LENGTH_16 = 126;
  private static final int LARGEST_16 = 0xffff;

  private Frames() {}

  static ByteBuf text(String text) {
    return text(text.getBytes(UTF_8));
  }

  static ByteBuf text(byte[] utf8) {
    if (utf8.length > LARGEST_16) {
      throw new IllegalArgumentException("longer than 64 KiB: " + utf8.length);
    }
    ByteBuf frame = Unpooled.buffer(utf8.length + 4);
    frame.writeByte(FINAL_TEXT);
    if (utf8.length < LENGTH_16) {
      frame.writeByte(utf8.length);
    } else {
      frame.writeByte(LENGTH_16).writeShort(utf8.length);
    }
    return frame.writeBytes(utf8);
  }
}

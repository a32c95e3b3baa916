package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes one text frame as UTF-8. */
final class FrameWriter {

  private static final String HEX = "0123456789abcdef";

  private byte[] bytes;
  private int size;

  FrameWriter(int expectedSize) {
    bytes = new byte[expectedSize];
  }

  /** Adds characters as they are. */
  FrameWriter ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Adds bytes as they are; the buffer is not moved. */
  FrameWriter bytes(ByteBuffer utf8) {
    int length = utf8.remaining();
    reserve(length);
    utf8.duplicate().get(bytes, size, length);
    size += length;
    return this;
  }

  /**
   * Adds a JSON string. Escaped are quotes, backslashes and control characters (U+001E would split
   * a polling packet) and lone surrogates, which UTF-8 cannot express.
   */
  FrameWriter string(String text) {
    reserve(text.length() + 2);
    bytes[size++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        reserve(6);
        ascii(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        reserve(4);
        fourBytes(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        reserve(6);
        upToThreeBytes(c);
      }
    }
    reserve(1);
    bytes[size++] = '"';
    return this;
  }

  private void ascii(char c) {
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> {
        if (c < ' ') {
          escapeHex(c);
        } else {
          bytes[size++] = (byte) c;
        }
      }
    }
  }

  private void escape(char letter) {
    bytes[size++] = '\\';
    bytes[size++] = (byte) letter;
  }

  private void escapeHex(char c) {
    escape('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[size++] = (byte) HEX.charAt(c >> shift & 0xF);
    }
  }

  private void upToThreeBytes(char c) {
    if (Character.isSurrogate(c)) {
      escapeHex(c);
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | c >> 6);
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    } else {
      bytes[size++] = (byte) (0xE0 | c >> 12);
      bytes[size++] = (byte) (0x80 | (c >> 6 & 0x3F));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    }
  }

  private void fourBytes(int point) {
    bytes[size++] = (byte) (0xF0 | point >> 18);
    bytes[size++] = (byte) (0x80 | (point >> 12 & 0x3F));
    bytes[size++] = (byte) (0x80 | (point >> 6 & 0x3F));
    bytes[size++] = (byte) (0x80 | (point & 0x3F));
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** What was written, without a copy. */
  ByteBuffer finish() {
    return ByteBuffer.wrap(bytes, 0, size);
  }
}

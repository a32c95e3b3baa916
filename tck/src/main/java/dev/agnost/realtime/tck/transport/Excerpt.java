package dev.agnost.realtime.tck.transport;

import java.nio.ByteBuffer;

/** Shortens bytes for messages. */
final class Excerpt {

  private static final int SHOWN = 48;
  private static final int SHOWN_OF_HEAD = 300;

  private Excerpt() {}

  /** The start of the bytes in quotes; what is not printable ASCII as {@code \xNN}. */
  static String of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /** As {@link #of(byte[])}, longer for the head of an HTTP message. */
  static String ofWire(byte[] bytes) {
    boolean http = bytes.length > 4 && bytes[0] == 'H' && bytes[1] == 'T' && bytes[3] == 'P';
    return of(ByteBuffer.wrap(bytes), http ? SHOWN_OF_HEAD : SHOWN);
  }

  /** As {@link #of(byte[])}, from position to limit; the buffer is not moved. */
  static String of(ByteBuffer bytes) {
    return of(bytes, SHOWN);
  }

  private static String of(ByteBuffer bytes, int most) {
    StringBuilder out = new StringBuilder("\"");
    int shown = Math.min(most, bytes.remaining());
    for (int i = 0; i < shown; i++) {
      int b = bytes.get(bytes.position() + i) & 0xff;
      if (b >= 0x20 && b < 0x7f && b != '"') {
        out.append((char) b);
      } else {
        out.append("\\x").append(Character.forDigit(b >> 4, 16));
        out.append(Character.forDigit(b & 15, 16));
      }
    }
    return out.append(shown < bytes.remaining() ? "\"..." : "\"").toString();
  }
}

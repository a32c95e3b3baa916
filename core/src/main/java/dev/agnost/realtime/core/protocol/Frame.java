package dev.agnost.realtime.core.protocol;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A copy of some text, followed by eight zeros. A zero ends every JSON token and is no continuation
 * byte, so scanners need no check for the end, and eight bytes can be read at once anywhere.
 *
 * <p>A decoder reuses one; the bytes themselves are new for each text and may be kept.
 */
final class Frame {

  private static final int PADDING = 8;
  private static final byte[] NOTHING = new byte[PADDING];
  private static final ByteBuffer NO_WORDS = view(NOTHING);
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Where the text ends; all positions are indexes of {@link #bytes}. */
  int end;

  byte[] bytes = NOTHING;

  /** The same bytes, little-endian: the first byte is the lowest of a long. */
  ByteBuffer words = NO_WORDS;

  /** A text that is read once. */
  static Frame copyOf(ByteBuffer text) {
    Frame frame = new Frame();
    frame.load(text);
    return frame;
  }

  /** Copies from position to limit; the buffer's position is as before. */
  void load(ByteBuffer text) {
    int position = text.position();
    end = text.remaining();
    bytes = new byte[end + PADDING];
    words = view(bytes);
    text.get(bytes, 0, end);
    ((Buffer) text).position(position); // the cast: Android has no covariant override
  }

  /** Lets go of the text. */
  void clear() {
    end = 0;
    bytes = NOTHING;
    words = NO_WORDS;
  }

  private static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the text is UTF-8 by RFC 3629: shortest form, no surrogates. */
  boolean isUtf8() {
    int at = 0;
    while (at < end) {
      long high = words.getLong(at) & HIGH_BITS;
      if (high == 0) {
        at += 8;
        continue;
      }
      at += Long.numberOfTrailingZeros(high) >>> 3;
      while (bytes[at] < 0) {
        int length = sequenceLength(at);
        if (length == 0) {
          return false;
        }
        at += length;
      }
    }
    return true;
  }

  /** The length of the well-formed sequence that begins here with a byte above 0x7F, or 0. */
  private int sequenceLength(int at) {
    int first = bytes[at] & 0xFF;
    int second = bytes[at + 1] & 0xFF;
    if (first < 0xE0) {
      return first >= 0xC2 && isContinuation(second) ? 2 : 0;
    }
    if (first < 0xF0) {
      int lowest = first == 0xE0 ? 0xA0 : 0x80;
      int highest = first == 0xED ? 0x9F : 0xBF;
      boolean good = second >= lowest && second <= highest && isContinuation(bytes[at + 2]);
      return good ? 3 : 0;
    }
    int lowest = first == 0xF0 ? 0x90 : 0x80;
    int highest = first == 0xF4 ? 0x8F : 0xBF;
    boolean good =
        first <= 0xF4
            && second >= lowest
            && second <= highest
            && isContinuation(bytes[at + 2])
            && isContinuation(bytes[at + 3]);
    return good ? 4 : 0;
  }

  private static boolean isContinuation(int value) {
    return (value & 0xC0) == 0x80;
  }

  /** A read-only view. */
  ByteBuffer slice(int from, int to) {
    return Slices.of(words, from, to);
  }
}

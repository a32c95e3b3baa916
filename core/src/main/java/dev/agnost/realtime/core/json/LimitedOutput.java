package dev.agnost.realtime.core.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Gathers the JSON of one value, and stops values without an end, and those too large for any
 * message, before they fill the heap.
 */
final class LimitedOutput extends OutputStream {

  /** A first write as large as this comes from a full buffer of Jackson: more will follow. */
  private static final int FULL = 4_000;

  /** So that one large message does not make all that follow as large. */
  private static final int MOST_EXPECTED = 128 << 10;

  private static final byte[] NOTHING = {};

  private final int limit;
  private final int expected;
  private byte[] bytes = NOTHING;
  private int size;

  /**
   * @param limit how many bytes are accepted
   * @param expected the size of a value that is too large for Jackson's own buffer
   */
  LimitedOutput(int limit, int expected) {
    this.limit = limit;
    this.expected = Math.min(expected, MOST_EXPECTED);
  }

  @Override
  public void write(int octet) throws IOException {
    reserve(1);
    bytes[size++] = (byte) octet;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  private void reserve(int more) throws IOException {
    if (more > limit - size) {
      throw new MessageTooLargeException("more than " + limit + " bytes of JSON");
    }
    int needed = size + more;
    if (needed > bytes.length) {
      int capacity = size > 0 ? Math.max(needed, 2 * size) : more < FULL ? more : expected;
      bytes = Arrays.copyOf(bytes, Math.max(needed, capacity));
    }
  }

  int size() {
    return size;
  }

  /** Returns what was written, without a copy. */
  ByteBuffer json() {
    return ByteBuffer.wrap(bytes, 0, size);
  }
}

package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;

/**
 * The header of a frame, RFC 6455 §5.2, without the masking key.
 *
 * @param flags the first byte: FIN, three reserved bits, opcode
 * @param masked whether a masking key follows
 * @param payloadBytes as announced; negative if the peer set the highest of 64 bits
 * @param bytes how long the header is
 */
record FrameHeader(int flags, boolean masked, long payloadBytes, int bytes) {

  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7f;
  private static final int LENGTH_OF_16_BITS = 126;
  private static final int LENGTH_OF_64_BITS = 127;

  /** Reads a header and leaves its bytes where they are. */
  static FrameHeader peek(BufferedSource source) throws IOException {
    source.require(2);
    Buffer buffer = source.getBuffer();
    int second = buffer.getByte(1);
    int length = second & LENGTH;
    int bytes = length == LENGTH_OF_16_BITS ? 4 : length == LENGTH_OF_64_BITS ? 10 : 2;
    source.require(bytes);
    long payload = bytes == 2 ? length : 0;
    for (int i = 2; i < bytes; i++) {
      payload = payload << 8 | (buffer.getByte(i) & 0xff);
    }
    return new FrameHeader(buffer.getByte(0) & 0xff, (second & MASKED) != 0, payload, bytes);
  }

  int opcode() {
    return flags & OPCODE;
  }

  boolean isFinal() {
    return (flags & FIN) != 0;
  }

  boolean usesReservedBits() {
    return (flags & RESERVED) != 0;
  }

  boolean isControl() {
    return Opcode.isControl(opcode());
  }

  /** The first byte of the same frame with another opcode. */
  int flagsWith(int opcode) {
    return (flags & ~OPCODE) | opcode;
  }
}

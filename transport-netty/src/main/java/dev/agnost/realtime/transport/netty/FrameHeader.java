package dev.agnost.realtime.transport.netty;

import io.netty.buffer.ByteBuf;

/**
 * Reads the header of an inbound frame byte by byte, since it may be cut anywhere, and checks what
 * the header alone can tell. Used by one thread.
 */
final class FrameHeader {

  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int MASKED = 0x80;
  private static final int LENGTH_IN_16_BITS = 126;
  private static final int LENGTH_IN_64_BITS = 127;
  private static final int LARGEST_CONTROL_PAYLOAD = 125;

  private int bytesRead;
  private int first;
  private int lengthBytes; // of the extended length
  private long length;

  /** Forgets the header that was read. */
  void reset() {
    bytesRead = 0;
    lengthBytes = 0;
    length = 0;
  }

  /** Whether {@link #read} has yet to see the first byte. */
  boolean atStart() {
    return bytesRead == 0;
  }

  /** Reads on; returns whether the header is complete. */
  boolean read(ByteBuf in) {
    while (in.isReadable() && !complete()) {
      int next = in.readUnsignedByte();
      switch (bytesRead++) {
        case 0 -> first(next);
        case 1 -> second(next);
        default -> length = (length << 8) | next;
      }
    }
    if (!complete()) {
      return false;
    }
    checkLength();
    return true;
  }

  boolean complete() {
    return bytesRead >= 2 && bytesRead == 2 + lengthBytes;
  }

  boolean isFinal() {
    return (first & FIN) != 0;
  }

  int opcode() {
    return first & 0x0F;
  }

  /** Of the payload. */
  long length() {
    return length;
  }

  private void first(int value) {
    first = value;
    require((value & RESERVED) == 0, "a frame has a reserved bit set");
    boolean control = Opcode.isControl(opcode());
    require(opcode() <= (control ? Opcode.PONG : Opcode.BINARY), "a frame has an unknown opcode");
    require(isFinal() || !control, "a control frame is fragmented");
  }

  private void second(int value) {
    require((value & MASKED) == 0, "a frame of the server is masked");
    require(
        value <= LARGEST_CONTROL_PAYLOAD || !Opcode.isControl(opcode()),
        "a control frame has more than 125 bytes");
    switch (value) {
      case LENGTH_IN_16_BITS -> lengthBytes = 2;
      case LENGTH_IN_64_BITS -> lengthBytes = 8;
      default -> length = value;
    }
  }

  private void checkLength() {
    int smallest = lengthBytes == 8 ? 0x1_0000 : lengthBytes == 2 ? LENGTH_IN_16_BITS : 0;
    require(length >= smallest, "a frame has an illegal length encoding"); // RFC 6455 §5.2
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw FrameReader.violation(otherwise);
    }
  }
}

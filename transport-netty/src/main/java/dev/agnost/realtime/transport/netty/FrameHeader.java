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
  boolean read(ByteBuf in) throws FrameException {
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

  private void first(int value) throws FrameException {
    first = value;
    if ((value & RESERVED) != 0) {
      throw FrameException.protocol("a frame has a reserved bit set");
    }
    switch (opcode()) {
      case Opcode.CONTINUATION, Opcode.TEXT, Opcode.BINARY -> {}
      case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> {
        if (!isFinal()) {
          throw FrameException.protocol("a control frame is fragmented");
        }
      }
      default -> throw FrameException.protocol("a frame has the unknown opcode " + opcode());
    }
  }

  private void second(int value) throws FrameException {
    if ((value & MASKED) != 0) {
      throw FrameException.protocol("a frame of the server is masked");
    }
    if (value > LARGEST_CONTROL_PAYLOAD && Opcode.isControl(opcode())) {
      throw FrameException.protocol("a control frame has more than 125 bytes");
    }
    switch (value) {
      case LENGTH_IN_16_BITS -> lengthBytes = 2;
      case LENGTH_IN_64_BITS -> lengthBytes = 8;
      default -> length = value;
    }
  }

  private void checkLength() throws FrameException {
    if (length < 0
        || (lengthBytes == 2 && length < LENGTH_IN_16_BITS)
        || (lengthBytes == 8 && length <= 0xFFFF)) {
      throw FrameException.protocol("a frame has an illegal length encoding"); // RFC 6455 §5.2
    }
  }
}

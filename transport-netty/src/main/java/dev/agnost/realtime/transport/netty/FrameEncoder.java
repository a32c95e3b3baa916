package dev.agnost.realtime.transport.netty;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames into buffers, masked; a frame may be spread over several. The payload is copied
 * once and never changed in place. Used by the event loop only.
 */
final class FrameEncoder {

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int LARGEST_HEADER = 14;

  private static final int MASKS_PER_DRAW = 64; // one draw is expensive

  private final SecureRandom random;
  private final ByteBuffer masks = ByteBuffer.allocate(MASKS_PER_DRAW * Integer.BYTES).flip();
  private @Nullable ByteBuffer payload; // of the frame that is being written
  private boolean message;
  private int mask;
  private int phase; // of the mask, in bytes

  /**
   * @param random gives each frame a fresh mask that cannot be predicted, RFC 6455 §10.3
   */
  FrameEncoder(SecureRandom random) {
    this.random = random;
  }

  /** Whether a frame was begun and not finished. */
  boolean inFrame() {
    return payload != null;
  }

  /** How much of its payload is still to be written. */
  int remaining() {
    return payload == null ? 0 : payload.remaining();
  }

  /** The bytes that {@link #begin} and {@link #writeTo} need for the whole of a frame. */
  static int sizeOf(OutboundFrame frame) {
    return LARGEST_HEADER + frame.payload().remaining();
  }

  /** Writes the header. */
  void begin(OutboundFrame frame, ByteBuf out) {
    int length = frame.payload().remaining();
    mask = nextMask();
    phase = 0;
    payload = frame.payload();
    message = !Opcode.isControl(frame.opcode());
    out.ensureWritable(LARGEST_HEADER);
    out.writeByte(FINAL | frame.opcode());
    if (length < 126) {
      out.writeByte(MASKED | length);
    } else if (length <= 0xFFFF) {
      out.writeByte(MASKED | 126).writeShort(length);
    } else {
      out.writeByte(MASKED | 127).writeLong(length);
    }
    out.writeInt(mask);
  }

  /**
   * Writes at most {@code room} bytes of the payload.
   *
   * @return how many of them belong to a message
   */
  int writeTo(ByteBuf out, int room) {
    ByteBuffer left = payload;
    if (left == null) {
      return 0;
    }
    int bytes = Math.max(0, Math.min(room, left.remaining()));
    int start = out.writerIndex();
    int end = left.limit();
    out.writeBytes(left.limit(left.position() + bytes));
    left.limit(end);
    applyMask(out, start, bytes);
    if (!left.hasRemaining()) {
      payload = null;
    }
    return message ? bytes : 0;
  }

  private int nextMask() {
    if (!masks.hasRemaining()) {
      random.nextBytes(masks.array());
      masks.clear();
    }
    return masks.getInt();
  }

  private void applyMask(ByteBuf out, int start, int bytes) {
    int rotated = Integer.rotateLeft(mask, phase * Byte.SIZE);
    long wide = ((long) rotated << Integer.SIZE) | Integer.toUnsignedLong(rotated);
    ByteBuffer view = out.internalNioBuffer(start, bytes); // big-endian, like the mask
    int at = view.position();
    int end = view.limit();
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      view.putLong(at, view.getLong(at) ^ wide);
    }
    for (int i = 0; at < end; at++, i++) {
      view.put(at, (byte) (view.get(at) ^ (rotated >>> ((3 - (i & 3)) * Byte.SIZE))));
    }
    phase = (phase + bytes) & 3;
  }
}

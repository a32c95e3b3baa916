package dev.agnost.realtime.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Joins what arrives of a message in pieces. The buffer grows with what has come, not with what was
 * announced, and never beyond the limit. Used by the event loop only.
 */
final class Joiner {

  private static final int FIRST_BYTES = 64 * 1024;

  private final ByteBufAllocator buffers;
  private final int limit;
  private @Nullable ByteBuf joined;

  Joiner(ByteBufAllocator buffers, int limit) {
    this.buffers = buffers;
    this.limit = limit;
  }

  boolean isEmpty() {
    return joined == null;
  }

  /** Checks whether a frame fits, before any of its payload is kept. */
  void check(long frameBytes) throws FrameException {
    int held = joined == null ? 0 : joined.readableBytes();
    if (frameBytes > limit - held) {
      throw FrameException.tooLarge(held + frameBytes, limit);
    }
  }

  /**
   * Appends bytes.
   *
   * @param more how many of the same frame are yet to come
   */
  void append(ByteBuf in, int bytes, int more) {
    if (bytes == 0) {
      return;
    }
    if (joined == null) {
      joined = buffers.buffer(Math.min(bytes + more, Math.max(bytes, FIRST_BYTES)));
    } else if (joined.writableBytes() < bytes) {
      long doubled = Math.min(limit, 2L * joined.capacity());
      joined.capacity((int) Math.max(joined.readableBytes() + bytes, doubled));
    }
    joined.writeBytes(in, bytes);
  }

  /** Hands over what was joined, to be released by the caller. */
  ByteBuf take() {
    ByteBuf whole = joined == null ? Unpooled.EMPTY_BUFFER : joined;
    joined = null;
    return whole;
  }

  void clear() {
    take().release();
  }
}

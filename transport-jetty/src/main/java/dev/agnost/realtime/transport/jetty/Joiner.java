package dev.agnost.realtime.transport.jetty;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Joins what arrives of a message in pieces: the fragments of the peer, and those that Jetty makes
 * of long frames. The buffer grows with what has come, not with what was announced, and never
 * beyond the limit. One thread at a time.
 */
final class Joiner {

  private static final int FIRST_BYTES = 32 * 1024;

  private final int limit;
  private @Nullable ByteBuffer joined; // ready to be appended to

  Joiner(int limit) {
    this.limit = limit;
  }

  boolean isEmpty() {
    return joined == null;
  }

  /** Whether so many bytes more are within the limit. */
  boolean fits(int bytes) {
    return bytes <= limit - held();
  }

  private int held() {
    return joined == null ? 0 : joined.position();
  }

  void append(ByteBuffer part) {
    room(part.remaining()).put(part.duplicate());
  }

  private ByteBuffer room(int bytes) {
    ByteBuffer now = joined;
    if (now != null && now.remaining() >= bytes) {
      return now;
    }
    long doubled = Math.min(limit, Math.max(FIRST_BYTES, 2L * held()));
    ByteBuffer larger = ByteBuffer.allocate((int) Math.max(held() + (long) bytes, doubled));
    if (now != null) {
      larger.put(now.flip());
    }
    joined = larger;
    return larger;
  }

  /** Hands over what was joined. */
  ByteBuffer take() {
    ByteBuffer whole = joined == null ? ByteBuffer.allocate(0) : joined.flip();
    joined = null;
    return whole;
  }
}

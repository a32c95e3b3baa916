package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;

/** Read-only views, without {@code slice(int, int)}, which Android has only since API 34. */
final class Slices {

  private Slices() {}

  /** The bytes at the absolute indexes from {@code from} to {@code to}. */
  static ByteBuffer of(ByteBuffer buffer, int from, int to) {
    ByteBuffer view = buffer.asReadOnlyBuffer();
    view.limit(to).position(from);
    return view.slice();
  }
}

package dev.agnost.realtime.core.protocol;

import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Read-only views, without {@code slice(int, int)}, which Android has only since API 34. */
final class Slices {

  private Slices() {}

  /** The bytes at the absolute indexes from {@code from} to {@code to}. */
  static ByteBuffer of(ByteBuffer buffer, int from, int to) {
    ByteBuffer view = buffer.asReadOnlyBuffer();
    ((Buffer) view).limit(to).position(from); // the cast: Android has no covariant override
    return view.slice();
  }
}

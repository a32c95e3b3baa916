package dev.agnost.realtime.transport.netty;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * A fresh mask for each frame from a secure source, RFC 6455 §10.3. Drawn many at a time, since one
 * draw is dear. Used by one event loop.
 */
final class Masks {

  private static final int BATCH = 64;

  private final SecureRandom random;
  private final int[] batch = new int[BATCH];
  private int left;

  /**
   * @param random borrowed
   */
  Masks(SecureRandom random) {
    this.random = random;
  }

  int next() {
    if (left == 0) {
      byte[] bytes = new byte[BATCH * Integer.BYTES];
      random.nextBytes(bytes);
      ByteBuffer.wrap(bytes).asIntBuffer().get(batch);
      left = BATCH;
    }
    return batch[--left];
  }
}

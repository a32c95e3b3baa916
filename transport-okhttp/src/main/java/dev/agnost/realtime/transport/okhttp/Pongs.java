package dev.agnost.realtime.transport.okhttp;

import org.jspecify.annotations.Nullable;

/**
 * Counts pongs on their way, which OkHttp would queue without limit while the peer does not read.
 * Above a number only the latest ping is kept, and answered last, as RFC 6455 §5.5.3 allows.
 */
final class Pongs {

  private static final int MAX = 1_000;

  private int queued; // guarded by this
  private byte @Nullable [] latest; // guarded by this; the payload of a ping that was kept back

  /**
   * A ping came.
   *
   * @return whether OkHttp is to answer it
   */
  synchronized boolean admit(byte[] payload) {
    boolean admitted = queued < MAX;
    if (admitted) {
      queued++;
    }
    latest = admitted ? null : payload;
    return admitted;
  }

  /**
   * A pong is about to be written.
   *
   * @return the payload to write instead, if it is the last one and a later ping was kept back
   */
  synchronized byte @Nullable [] next() {
    queued--;
    byte[] instead = queued == 0 ? latest : null;
    if (instead != null) {
      latest = null;
    }
    return instead;
  }
}

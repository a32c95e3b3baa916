package dev.agnost.realtime.transport.okhttp;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is on its way out and OkHttp does not know of: which messages are text, how many pongs. */
final class Outbound {

  private static final long HIGH_MARK_BYTES = 64 * 1024;
  private static final long LOW_MARK_BYTES = 32 * 1024;

  private final Runnable drained;
  private final Queue<Boolean> texts = new ConcurrentLinkedQueue<>(); // one for each message
  private final Pongs pongs = new Pongs();
  private volatile boolean emptyClose;
  private volatile boolean high;

  Outbound(Runnable drained) {
    this.drained = drained;
  }

  /** A message is about to be queued, which will make this many bytes. */
  void queued(boolean text, long bufferedBytes) {
    texts.add(text);
    if (bufferedBytes > HIGH_MARK_BYTES) {
      high = true;
    }
  }

  /** The next message is about to be written; returns whether it is text. */
  boolean nextIsText() {
    return Boolean.TRUE.equals(texts.poll());
  }

  /** A message has been written, and this is left. */
  void written(long bufferedBytes) {
    if (high && bufferedBytes <= LOW_MARK_BYTES) {
      high = false;
      drained.run();
    }
  }

  /** The close frame is to have no code, which OkHttp cannot be asked for. */
  void closeIsEmpty() {
    emptyClose = true;
  }

  boolean isCloseEmpty() {
    return emptyClose;
  }

  Pongs pongs() {
    return pongs;
  }
}

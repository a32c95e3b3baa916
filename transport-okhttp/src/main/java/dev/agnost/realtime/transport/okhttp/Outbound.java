package dev.agnost.realtime.transport.okhttp;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What is on its way out and OkHttp does not know of: kinds of messages, number of pongs. */
final class Outbound {

  private static final long HIGH_MARK_BYTES = 64 * 1024;
  private static final long LOW_MARK_BYTES = 32 * 1024;
  private static final int MAX_PONGS = 1_000;

  private final Runnable drained;
  private final Queue<Boolean> texts = new ConcurrentLinkedQueue<>(); // one for each message
  private final AtomicInteger pongs = new AtomicInteger();
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

  /**
   * A ping came. Pongs that a peer does not read would pile up; RFC 6455 §5.5.3 does not want one
   * for each ping.
   *
   * @return whether OkHttp is to answer it
   */
  boolean admitPing() {
    if (pongs.get() >= MAX_PONGS) {
      return false;
    }
    pongs.incrementAndGet();
    return true;
  }

  void pongWritten() {
    pongs.decrementAndGet();
  }
}

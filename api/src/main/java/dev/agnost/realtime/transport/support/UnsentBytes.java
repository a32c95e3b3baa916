package dev.agnost.realtime.transport.support;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that a connection has accepted and not yet written (T4.8), and reports when a
 * backlog has been written (T4.11). Thread-safe.
 */
public final class UnsentBytes {

  /** A backlog counts as written when no more than this is left: 16 KiB. */
  public static final int LOW_MARK = 16 * 1024;

  private final AtomicLong bytes = new AtomicLong();
  private final long maxBytes;
  private final Runnable drained;

  /**
   * @param maxBytes the transport's {@code maxBufferedBytes()}
   * @param drained called on the thread of {@link #written} each time that the count falls to
   *     {@link #LOW_MARK} or below; {@link ConnectionSignals#drained} as a rule
   */
  public UnsentBytes(long maxBytes, Runnable drained) {
    this.maxBytes = maxBytes;
    this.drained = Objects.requireNonNull(drained, "drained");
  }

  /**
   * Counts a message before it is handed to the library.
   *
   * @return false if that would exceed the maximum: nothing is counted, and the connection is to
   *     end with {@code OVERFLOW} (T4.4)
   */
  public boolean add(int messageBytes) {
    if (bytes.addAndGet(messageBytes) <= maxBytes) {
      return true;
    }
    bytes.addAndGet(-messageBytes);
    return false;
  }

  /** Subtracts a message that has been written or given up. Called once for each message added. */
  public void written(int messageBytes) {
    long left = bytes.addAndGet(-messageBytes);
    if (left <= LOW_MARK && left + messageBytes > LOW_MARK) {
      drained.run();
    }
  }

  /** Bytes added and not yet written. */
  public long get() {
    return bytes.get();
  }
}

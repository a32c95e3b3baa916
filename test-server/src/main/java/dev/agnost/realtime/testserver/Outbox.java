package dev.agnost.realtime.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has still to write, in order. Never blocks the one who offers; a writer
 * thread is borrowed only while there is something to write. Thread-safe.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
final class Outbox {
  private static final int BATCH_BYTES = 64 * 1024;

  private final ServerThreads threads;
  private final BooleanSupplier frozen;
  private final Supplier<Duration> delay;
  private final Runnable onFlushed;
  private final Runnable onBroken;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Entry> queue = new ArrayDeque<>(); // guarded by lock
  private long queuedBytes; // guarded by lock
  private @Nullable OutputStream out; // guarded by lock, set once
  private boolean draining; // guarded by lock
  private boolean alarmSet; // guarded by lock
  private boolean finishing; // guarded by lock
  private long lastDue = System.nanoTime(); // guarded by lock

  /** Held while bytes are on their way into the socket. */
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * @param frozen asked before each write; while true nothing is written until {@link #resume}
   * @param delay asked for each entry: how long it is held back
   * @param onFlushed runs once on a writer thread after the last entry
   * @param onBroken runs on a writer thread when the peer cannot be written to
   */
  Outbox(
      ServerThreads threads,
      BooleanSupplier frozen,
      Supplier<Duration> delay,
      Runnable onFlushed,
      Runnable onBroken) {
    this.threads = threads;
    this.frozen = frozen;
    this.delay = delay;
    this.onFlushed = onFlushed;
    this.onBroken = onBroken;
  }

  void open(OutputStream stream) {
    lock.lock();
    try {
      out = stream;
    } finally {
      lock.unlock();
    }
  }

  /** Queues byte sequences that stay together; dropped after {@link #finish}. */
  void offer(List<byte[]> sequences) {
    lock.lock();
    try {
      if (finishing) {
        return;
      }
      long now = System.nanoTime();
      // Not before the one in front, though the delay may have been shortened meanwhile.
      lastDue = Math.max(lastDue, now + delay.get().toNanos());
      for (byte[] bytes : sequences) {
        queue.addLast(new Entry(lastDue, bytes));
        queuedBytes += bytes.length;
      }
    } finally {
      lock.unlock();
    }
    resume();
  }

  /** What has not been taken for writing. */
  long queuedBytes() {
    lock.lock();
    try {
      return queuedBytes;
    } finally {
      lock.unlock();
    }
  }

  /** No more entries; {@code onFlushed} follows the last one. */
  void finish() {
    lock.lock();
    try {
      if (finishing) {
        return;
      }
      finishing = true;
      queue.addLast(new Entry(lastDue, null));
    } finally {
      lock.unlock();
    }
    resume();
  }

  /** Drops what is queued; the socket is gone. */
  void discard() {
    lock.lock();
    try {
      finishing = true;
      queue.clear();
      queuedBytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is due, unless another thread does already; after a freeze it goes on here. */
  void resume() {
    lock.lock();
    try {
      Entry head = queue.peekFirst();
      if (draining || head == null || frozen.getAsBoolean()) {
        return;
      }
      long wait = head.due() - System.nanoTime();
      if (wait > 0) {
        setAlarm(wait);
        return;
      }
      draining = true;
    } finally {
      lock.unlock();
    }
    threads.writers().execute(this::drain);
  }

  /** Waits until a write that had begun is over, or the peer turns out not to read. */
  void awaitQuiet() {
    try {
      if (writing.tryLock(1, TimeUnit.SECONDS)) {
        writing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void setAlarm(long nanos) {
    if (!alarmSet) {
      alarmSet = true;
      Future<?> unused = threads.after(Duration.ofNanos(nanos), this::onAlarm);
    }
  }

  private void onAlarm() {
    lock.lock();
    try {
      alarmSet = false;
    } finally {
      lock.unlock();
    }
    resume();
  }

  private void drain() {
    try {
      while (writeBatch()) {
        // again
      }
    } catch (IOException e) {
      discard();
      onBroken.run();
    }
    resume(); // what came, was held back or was frozen in between
  }

  private boolean writeBatch() throws IOException {
    writing.lock();
    try {
      Batch batch = nextBatch();
      if (batch == null) {
        return false;
      }
      batch.stream().write(batch.bytes());
      batch.stream().flush();
      if (batch.last()) {
        onFlushed.run();
      }
      return true;
    } finally {
      writing.unlock();
    }
  }

  /** Takes what is due; null when this drain is over. */
  private @Nullable Batch nextBatch() {
    lock.lock();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      boolean last = false;
      long now = System.nanoTime();
      while (bytes.size() < BATCH_BYTES && !last && !frozen.getAsBoolean()) {
        Entry head = queue.peekFirst();
        if (head == null || head.due() - now > 0) {
          break;
        }
        queue.removeFirst();
        last = head.bytes() == null;
        if (head.bytes() != null) {
          bytes.writeBytes(head.bytes());
          queuedBytes -= head.bytes().length;
        }
      }
      if (out == null || (bytes.size() == 0 && !last)) {
        draining = false;
        return null;
      }
      return new Batch(out, bytes.toByteArray(), last);
    } finally {
      lock.unlock();
    }
  }

  /** {@code bytes} is null for the end. */
  private record Entry(long due, byte @Nullable [] bytes) {}

  private record Batch(OutputStream stream, byte[] bytes, boolean last) {}
}

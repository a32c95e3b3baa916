package dev.agnost.realtime.systemtests.nemesis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * One direction of a connection through the proxy: a piece that was read and is not written yet,
 * and what hinders it. On the proxy's thread only. Times are those of {@link System#nanoTime}.
 */
final class ProxyDirection {

  private static final int PIECE = 16 << 10;

  private final SocketChannel from;
  private final SocketChannel to;
  private final ByteBuffer held = ByteBuffer.allocate(PIECE).limit(0);
  private long delayNanos;
  private boolean sliced;
  private long waitsUntil; // for a stall or a delay
  private boolean ended; // the sender has no more
  private boolean passedOn; // and was passed on to the receiver

  ProxyDirection(SocketChannel from, SocketChannel to) {
    this.from = from;
    this.to = to;
    this.waitsUntil = System.nanoTime();
  }

  /** Reads and writes nothing for so long, not even the end. */
  void stall(Duration time, long now) {
    waitsUntil = now + time.toNanos();
  }

  /** From now on each piece waits for so long. */
  void delay(Duration time) {
    delayNanos = time.toNanos();
  }

  /** From now on writes single bytes. */
  void slice() {
    sliced = true;
  }

  /** Nothing hinders it any more. */
  void heal(long now) {
    waitsUntil = now;
    delayNanos = 0;
    sliced = false;
  }

  boolean canRead(long now) {
    return !ended && !held.hasRemaining() && waitsFor(now) <= 0;
  }

  boolean canWrite(long now) {
    return held.hasRemaining() && waitsFor(now) <= 0;
  }

  /** The nanoseconds until it goes on by itself; not positive if time does not hinder it. */
  long waitsFor(long now) {
    return waitsUntil - now;
  }

  boolean isOver() {
    return passedOn;
  }

  void read(long now) throws IOException {
    held.clear();
    int count = from.read(held);
    held.flip();
    ended = count < 0;
    if (delayNanos > 0 && count > 0) {
      waitsUntil = now + delayNanos;
    }
    passOnTheEnd();
  }

  void write() throws IOException {
    if (sliced) {
      int limit = held.limit();
      held.limit(held.position() + 1);
      to.write(held);
      held.limit(limit);
    } else {
      to.write(held);
    }
    passOnTheEnd();
  }

  private void passOnTheEnd() throws IOException {
    if (ended && !held.hasRemaining() && !passedOn) {
      passedOn = true;
      to.shutdownOutput();
    }
  }
}

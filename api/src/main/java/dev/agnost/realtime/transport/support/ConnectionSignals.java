package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bookkeeping of one connection, which is the same for every WebSocket library: signals that
 * are serial and end once (T3.1 to T3.4), demand (T5.1, T5.2), the guards of sending and closing
 * (T4.5, T6.1, T6.6), abort (T6.7), listeners that throw (T3.9), and freeing the socket with every
 * terminal signal.
 *
 * <p>An adapter creates one for each connection, reports to it what its library reports, asks it
 * before it sends or reads, and delegates {@code request} and {@code abort} to it.
 *
 * <p>Thread-safe. No lock is held while the listener is called: a signal that comes while another
 * is being delivered, from any thread and also from inside the listener, is left to the delivering
 * thread, with a copy of its bytes.
 */
public final class ConnectionSignals {

  /** What this class asks of the library. Methods are called on any thread and return at once. */
  public interface Engine {

    /** Reads on: there is demand again, or the connection is closing. */
    void resumeReading();

    /**
     * Frees the socket or the attempt now, without a close frame.
     *
     * <p>Called before each terminal signal but those of {@link #releaseGracefully}, and again by
     * an {@code abort} after it; so it must be idempotent. No adapter has to free anything
     * elsewhere.
     */
    void release();

    /**
     * Frees the socket once the close frame that is on its way has been written, or after a few
     * seconds at the latest. Called instead of {@link #release} after {@link
     * ConnectionSignals#closed} and {@link ConnectionSignals#violated}.
     *
     * <p>The default frees it at once, which suits libraries that have written the close frame by
     * the time they report the peer's.
     */
    default void releaseGracefully() {
      release();
    }
  }

  private enum Phase {
    CONNECTING,
    OPEN,
    CLOSING,
    ENDED
  }

  private final TransportConnection connection;
  private final TransportListener listener;
  private final Engine engine;

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CONNECTING);
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger deliveries = new AtomicInteger(); // above 0: a thread delivers
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private boolean silent; // by the delivering thread only; set by the terminal signal
  private volatile @Nullable Thread parked; // the one in awaitDemand

  /**
   * @param connection given to {@code onOpen}; the one that {@code connect} returns (T2.10)
   * @param listener receives the signals
   * @param engine the library's side of this connection
   */
  public ConnectionSignals(
      TransportConnection connection, TransportListener listener, Engine engine) {
    this.connection = Objects.requireNonNull(connection, "connection");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  /**
   * The upgrade succeeded.
   *
   * @return false if the connection has ended meanwhile; the engine has been released then
   */
  public boolean opened() {
    if (!phase.compareAndSet(Phase.CONNECTING, Phase.OPEN)) {
      engine.release();
      return false;
    }
    signal(() -> listener.onOpen(connection));
    return true;
  }

  /**
   * A text message arrived; uses up one of the demand. After {@code close} or the end it is
   * dropped.
   *
   * @param utf8 may be reused when this returns
   * @throws IllegalStateException without demand; read only while {@link #wantsRead()}
   */
  public void text(ByteBuffer utf8) {
    message(utf8, true);
  }

  /** As {@link #text(ByteBuffer)}, for libraries that speak {@code String}. */
  public void text(CharSequence text) {
    message(Utf8Text.encode(text), true);
  }

  /** A binary message arrived; as {@link #text(ByteBuffer)}. */
  public void binary(ByteBuffer bytes) {
    message(bytes, false);
  }

  /** The peer's close frame arrived, and its answer, if any, has been handed to the library. */
  public void closed(CloseStatus status) {
    Phase before = end();
    if (before == Phase.CONNECTING) {
      engine.release();
      terminal(
          () ->
              listener.onFailed(
                  new TransportException(Kind.PROTOCOL, "close frame before the upgrade", null)));
    } else if (before != Phase.ENDED) {
      engine.releaseGracefully();
      terminal(() -> listener.onClosed(status));
    }
  }

  /**
   * The connection failed. Only the first end counts.
   *
   * @param cause classified by {@link TransportFailures#classify}, or by {@link
   *     TransportFailures#classifyOpen} if it was open
   */
  public void failed(Throwable cause) {
    failed(cause, false);
  }

  /** As {@link #failed(Throwable)}, for a failure that the adapter has classified. */
  public void failed(Kind kind, String message) {
    failed(new TransportException(kind, message, null));
  }

  /**
   * As {@link #failed(Throwable)}, for a violation of the protocol or the limit: a close frame that
   * reports it has been handed to the library, so the socket is freed gracefully.
   */
  public void violated(Throwable cause) {
    failed(cause, true);
  }

  private void failed(Throwable cause, boolean gracefully) {
    Phase before = end();
    if (before == Phase.ENDED) {
      return;
    }
    TransportException classified =
        before == Phase.CONNECTING
            ? TransportFailures.classify(cause)
            : TransportFailures.classifyOpen(cause);
    if (gracefully) {
      engine.releaseGracefully();
    } else {
      engine.release();
    }
    terminal(() -> listener.onFailed(classified));
  }

  /** Enters the last phase and returns the one before. */
  private Phase end() {
    Phase before = phase.getAndSet(Phase.ENDED);
    LockSupport.unpark(parked);
    return before;
  }

  /** Unsent bytes have fallen to a low level. */
  public void drained() {
    if (phase.get() == Phase.OPEN) {
      signal(listener::onDrained);
    }
  }

  /**
   * Adds demand (T5.2) and tells the library to read on.
   *
   * @throws IllegalArgumentException if {@code messages} is not positive
   */
  public void request(long messages) {
    if (messages <= 0) {
      throw new IllegalArgumentException("messages must be positive: " + messages);
    }
    long before = demand.getAndUpdate(now -> now + messages < 0 ? Long.MAX_VALUE : now + messages);
    if (before == 0 && phase.get() != Phase.ENDED) {
      LockSupport.unpark(parked);
      engine.resumeReading();
    }
  }

  /**
   * Begins a close (T6.1). Before {@code onOpen} it aborts instead (T6.6).
   *
   * @return true if the adapter is to send the close frame and read on until the end
   */
  public boolean beginClose() {
    Phase now = phase.get();
    while (now == Phase.OPEN) {
      if (phase.compareAndSet(Phase.OPEN, Phase.CLOSING)) {
        LockSupport.unpark(parked);
        return true;
      }
      now = phase.get();
    }
    if (now == Phase.CONNECTING) {
      abort(); // also if it opens meanwhile
    }
    return false;
  }

  /** Frees the socket and signals {@link Kind#ABORTED}, unless it has ended already (T6.7). */
  public void abort() {
    abort("the connection was aborted");
  }

  /** As {@link #abort()}, with a message, such as that the transport was closed. */
  public void abort(String message) {
    Phase before = end();
    engine.release();
    if (before != Phase.ENDED) {
      terminal(() -> listener.onFailed(new TransportException(Kind.ABORTED, message, null)));
    }
  }

  /**
   * Whether a send is to be carried out (T4.5).
   *
   * @return false after {@code close}, {@code abort} or the terminal signal: do nothing
   * @throws IllegalStateException before {@code onOpen}
   */
  public boolean maySend() {
    Phase now = phase.get();
    if (now == Phase.CONNECTING) {
      throw new IllegalStateException("not open yet: send only after onOpen (rule T4.5)");
    }
    return now == Phase.OPEN;
  }

  /** Whether to read: there is demand, or the connection is closing and reads to its end (T6.2). */
  public boolean wantsRead() {
    return demand.get() > 0 || phase.get() == Phase.CLOSING;
  }

  /**
   * Blocks until {@link #wantsRead}, for libraries that read on a thread of their own and offer no
   * demand. An interrupt is cleared and does not end the wait.
   *
   * @return false if the connection has ended
   */
  public boolean awaitDemand() {
    parked = Thread.currentThread();
    while (!wantsRead() && !isEnded()) {
      LockSupport.park(this);
      boolean unused = Thread.interrupted(); // park would return at once from now on
    }
    parked = null;
    return !isEnded();
  }

  /** Whether the upgrade has neither succeeded nor failed yet. */
  public boolean isConnecting() {
    return phase.get() == Phase.CONNECTING;
  }

  /** Whether {@code close} has begun and the answer is due. */
  public boolean isClosing() {
    return phase.get() == Phase.CLOSING;
  }

  /** Whether the terminal signal has been given or is about to be. */
  public boolean isEnded() {
    return phase.get() == Phase.ENDED;
  }

  private void message(ByteBuffer bytes, boolean text) {
    if (phase.get() != Phase.OPEN) {
      return; // closing: T6.2; ended: T3.4
    }
    useDemand();
    if (deliveries.compareAndSet(0, 1)) {
      deliver(text, bytes);
      drainAfter(1);
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate());
    ((Buffer) copy).flip(); // the cast: Android has no covariant override
    signal(() -> deliver(text, copy));
  }

  private void useDemand() {
    long before = demand.getAndUpdate(now -> now == Long.MAX_VALUE ? now : Math.max(0, now - 1));
    if (before == 0) {
      throw new IllegalStateException("message without demand: read only while wantsRead()");
    }
  }

  private void deliver(boolean text, ByteBuffer bytes) {
    if (silent || phase.get() == Phase.CLOSING) {
      return;
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    try {
      if (text) {
        listener.onText(bytes);
      } else {
        listener.onBinary(bytes);
      }
    } catch (Throwable thrown) { // T3.9: this connection ends and no other does
      listenerThrew(thrown);
    }
    clearInterrupt(interrupted);
  }

  /**
   * Clears an interrupt that the listener has left on the library's thread, where it would end the
   * connection or reach the next listener; one that was there before stays.
   */
  private static void clearInterrupt(boolean before) {
    if (!before && Thread.currentThread().isInterrupted()) {
      boolean unused = Thread.interrupted();
    }
  }

  private void signal(Runnable call) {
    enqueue(
        () -> {
          if (!silent) {
            call.run();
          }
        });
  }

  private void terminal(Runnable call) {
    enqueue(
        () -> {
          if (!silent) {
            silent = true;
            call.run();
          }
        });
  }

  private void enqueue(Runnable call) {
    waiting.add(call);
    if (deliveries.getAndIncrement() == 0) {
      drainAfter(1);
    }
  }

  /** Delivers what waits; {@code taken} is the last value read of the counter. */
  private void drainAfter(int taken) {
    int missed = taken;
    do {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        try {
          next.run();
        } catch (Throwable thrown) { // T3.9
          listenerThrew(thrown);
        }
        clearInterrupt(interrupted);
      }
      missed = deliveries.addAndGet(-missed);
    } while (missed != 0);
  }

  private void listenerThrew(Throwable thrown) {
    boolean first = end() != Phase.ENDED;
    engine.release();
    if (first) {
      TransportException cause =
          new TransportException(Kind.LISTENER, "a listener method threw " + thrown, thrown);
      terminal(() -> listener.onFailed(cause));
    } else { // it threw in or after its last signal: only the thread's handler is left
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }
  }
}

package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The bookkeeping of one connection, which is the same for every WebSocket library: signals that
 * are serial and end once (T3.1 to T3.4), demand (T5.1, T5.2), the guards of sending and closing
 * (T4.5, T6.1, T6.6), abort (T6.7), and listeners that throw (T3.9).
 *
 * <p>An adapter makes one for each connection, reports to it what its library reports, and asks it
 * before it sends or reads:
 *
 * <pre>{@code
 * public void sendText(ByteBuffer utf8) {
 *   if (signals.maySend()) { engine.write(utf8); }
 * }
 * public void request(long messages) { signals.request(messages); }
 * public void abort() { signals.abort(); }
 * }</pre>
 *
 * <p>Thread-safe. No lock is held while the listener is called: a signal that comes while another
 * is being delivered, from any thread and also from inside the listener, is left to the delivering
 * thread, with a copy of its bytes.
 */
public final class ConnectionSignals {

  /** What this class asks of the library. Methods are called on any thread and return at once. */
  public interface Engine {

    /** There is demand again, or the connection is closing: read on. */
    void resumeReading();

    /** Free the socket now, without a close frame. May be called more than once. */
    void release();
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
  private final AtomicInteger deliveries = new AtomicInteger(); // above 0: somebody delivers
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private boolean silent; // by the delivering thread only; set by the terminal signal

  /**
   * @param connection given to {@code onOpen}; the one that {@code connect} returns (T2.10)
   * @param listener hears the signals
   * @param engine the library's side of this connection
   */
  public ConnectionSignals(
      TransportConnection connection, TransportListener listener, Engine engine) {
    this.connection = Objects.requireNonNull(connection, "connection");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  // ------------------------------------------------------------------ what the library reports

  /**
   * The upgrade succeeded.
   *
   * @return false if the connection has ended meanwhile; then the adapter frees its socket
   */
  public boolean opened() {
    if (!phase.compareAndSet(Phase.CONNECTING, Phase.OPEN)) {
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

  /**
   * A text message arrived at a library that speaks {@code String}; as {@link #text(ByteBuffer)}.
   */
  public void text(CharSequence text) {
    message(Utf8Text.encode(text), true);
  }

  /** A binary message arrived; as {@link #text(ByteBuffer)}. */
  public void binary(ByteBuffer bytes) {
    message(bytes, false);
  }

  /** The peer's close frame arrived. */
  public void closed(CloseStatus status) {
    Phase before = phase.getAndSet(Phase.ENDED);
    if (before == Phase.CONNECTING) {
      terminal(
          () ->
              listener.onFailed(
                  new TransportException(Kind.PROTOCOL, "close frame before the upgrade", null)));
    } else if (before != Phase.ENDED) {
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
    Phase before = phase.getAndSet(Phase.ENDED);
    if (before != Phase.ENDED) {
      TransportException classified =
          before == Phase.CONNECTING
              ? TransportFailures.classify(cause)
              : TransportFailures.classifyOpen(cause);
      terminal(() -> listener.onFailed(classified));
    }
  }

  /** As {@link #failed(Throwable)}, for a failure whose class the adapter knows. */
  public void failed(Kind kind, String message) {
    failed(new TransportException(kind, message, null));
  }

  /** Unsent bytes have fallen to a low level. */
  public void drained() {
    if (phase.get() == Phase.OPEN) {
      signal(listener::onDrained);
    }
  }

  // --------------------------------------------------------------------- what the core asks for

  /**
   * Adds demand (T5.2) and tells the library to read on.
   *
   * @throws IllegalArgumentException if {@code messages} is not positive
   */
  public void request(long messages) {
    if (messages <= 0) {
      throw new IllegalArgumentException("messages must be positive: " + messages);
    }
    long before =
        demand.getAndUpdate(
            now -> now + messages < 0 ? Long.MAX_VALUE : now + messages); // saturates
    if (before == 0 && phase.get() != Phase.ENDED) {
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
    boolean first = phase.getAndSet(Phase.ENDED) != Phase.ENDED;
    engine.release();
    if (first) {
      TransportException aborted = new TransportException(Kind.ABORTED, message, null);
      terminal(() -> listener.onFailed(aborted));
    }
  }

  // -------------------------------------------------------------------- what the adapter checks

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

  /** Whether the upgrade has neither succeeded nor failed yet. */
  public boolean isConnecting() {
    return phase.get() == Phase.CONNECTING;
  }

  /** Whether {@code close} has begun and the peer's answer is awaited. */
  public boolean isClosing() {
    return phase.get() == Phase.CLOSING;
  }

  /** Whether the terminal signal has been given or is about to be. */
  public boolean isEnded() {
    return phase.get() == Phase.ENDED;
  }

  // ------------------------------------------------------------------------------------ delivery

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
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
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
    try {
      if (text) {
        listener.onText(bytes);
      } else {
        listener.onBinary(bytes);
      }
    } catch (Throwable thrown) { // T3.9: whatever it is, this connection ends and no other does
      listenerThrew(thrown);
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

  /** Delivers what waits; {@code taken} is what the counter stood at when it was last looked at. */
  private void drainAfter(int taken) {
    int missed = taken;
    do {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        try {
          next.run();
        } catch (Throwable thrown) { // T3.9
          listenerThrew(thrown);
        }
      }
      missed = deliveries.addAndGet(-missed);
    } while (missed != 0);
  }

  private void listenerThrew(Throwable thrown) {
    boolean first = phase.getAndSet(Phase.ENDED) != Phase.ENDED;
    engine.release();
    if (first) {
      TransportException cause =
          new TransportException(Kind.LISTENER, "a listener method threw " + thrown, thrown);
      terminal(() -> listener.onFailed(cause));
    } else { // it threw in or after its last signal: nobody is left to tell but the thread's
      // handler
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }
  }
}

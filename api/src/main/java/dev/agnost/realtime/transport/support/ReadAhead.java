package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Stands between a library and {@link ConnectionSignals} where the library hands out messages in
 * parts, or cannot be stopped right in front of one for which there is no demand.
 *
 * <p>It joins parts under the limit (T3.6, T7.1), keeps whole messages until there is demand
 * (T5.1), and keeps the end of the connection behind them (T3.5). The adapter reads while {@link
 * #hasRoom}, and calls {@link #deliver} when there is demand again; both together bound what is
 * held to {@value #BYTES} bytes and one message (T5.3).
 *
 * <p>The library reports on one thread at a time; {@link #deliver} may come from any thread.
 */
public final class ReadAhead {

  /** So many bytes may wait for demand before the adapter stops reading: 64 KiB. */
  public static final int BYTES = 64 * 1024;

  private record Arrival(Runnable signal, int bytes, boolean message) {}

  private final ConnectionSignals signals;
  private final int maxMessageBytes;
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger deliveries = new AtomicInteger(); // above 0: a thread delivers
  private ByteArrayOutputStream parts = new ByteArrayOutputStream(); // by the library's calls

  /**
   * @param maxMessageBytes the inbound limit
   */
  public ReadAhead(ConnectionSignals signals, int maxMessageBytes) {
    this.signals = Objects.requireNonNull(signals, "signals");
    this.maxMessageBytes = maxMessageBytes;
  }

  // ------------------------------------------------------------------ what the library reports

  /** The upgrade succeeded. It is signalled by the next {@link #deliver}. */
  public void opened() {
    arrivals.add(new Arrival(signals::opened, 0, false));
  }

  /**
   * A part of a text message arrived.
   *
   * @param part may be reused when this returns
   * @param last whether the message ends with it
   * @return false if the message is above the limit: then that is the end, and the adapter frees
   *     its socket
   */
  public boolean text(ByteBuffer part, boolean last) {
    return part(part, last, signals::text);
  }

  /** A part of a binary message arrived; as {@link #text}. */
  public boolean binary(ByteBuffer part, boolean last) {
    return part(part, last, signals::binary);
  }

  /**
   * The peer's close frame arrived.
   *
   * @param code 1005 if it had none
   * @return false if no close frame may carry this code (T7.9): then the adapter frees its socket
   */
  public boolean closed(int code, String reason) {
    if (code != CloseStatus.NO_STATUS.code() && !CloseStatus.mayTravel(code)) {
      return failed(Kind.PROTOCOL, "no close frame may carry the code " + code);
    }
    CloseStatus status = new CloseStatus(code, reason);
    end(() -> signals.closed(status));
    return true;
  }

  /**
   * As {@link ConnectionSignals#failed(Throwable)}, behind the messages before.
   *
   * @return false: the adapter frees its socket
   */
  public boolean failed(Throwable cause) {
    end(() -> signals.failed(cause));
    return false;
  }

  /**
   * As {@link ConnectionSignals#failed(Kind, String)}, behind the messages before.
   *
   * @return false: the adapter frees its socket
   */
  public boolean failed(Kind kind, String message) {
    end(() -> signals.failed(kind, message));
    return false;
  }

  private boolean part(ByteBuffer part, boolean last, Consumer<ByteBuffer> signal) {
    if (part.remaining() > maxMessageBytes - parts.size()) {
      return failed(
          Kind.MESSAGE_TOO_LARGE, "a message has more than " + maxMessageBytes + " bytes");
    }
    byte[] bytes = new byte[part.remaining()];
    part.duplicate().get(bytes);
    parts.write(bytes, 0, bytes.length);
    if (last) {
      ByteBuffer whole = ByteBuffer.wrap(parts.toByteArray());
      parts = new ByteArrayOutputStream();
      held.addAndGet(whole.remaining());
      arrivals.add(new Arrival(() -> signal.accept(whole), whole.remaining(), true));
    }
    deliver();
    return true;
  }

  private void end(Runnable signal) {
    arrivals.add(new Arrival(signal, 0, false));
    deliver();
  }

  // ------------------------------------------------------------------ what the adapter asks for

  /** Whether to read on: less than {@link #BYTES} wait for demand. */
  public boolean hasRoom() {
    return held.get() < BYTES;
  }

  /** Signals what may be signalled, unless another call is at it, which then sees to it. */
  public void deliver() {
    if (deliveries.getAndIncrement() > 0) {
      return;
    }
    int missed = 1;
    while (missed != 0) {
      Arrival next = arrivals.peek();
      while (next != null && (!next.message() || signals.wantsRead())) {
        arrivals.remove();
        next.signal().run();
        held.addAndGet(-next.bytes());
        next = arrivals.peek();
      }
      missed = deliveries.addAndGet(-missed);
    }
  }
}

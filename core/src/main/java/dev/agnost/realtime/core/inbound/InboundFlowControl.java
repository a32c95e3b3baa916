package dev.agnost.realtime.core.inbound;

import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.observe.SessionEvents;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the messages between the transport and the listeners: asks the transport for no more than
 * there is room for, and for nothing while the queue of the listeners is full.
 *
 * <p>On the serial executor only, except {@link #consumed} and {@link #isClosed}.
 */
public final class InboundFlowControl {

  private static final int MOST_REQUESTED = 64;

  /** An open packet, two answers to CONNECT, and one more. */
  private static final int HANDSHAKE_MESSAGES = 4;

  private final int maxMessages;
  private final long maxBytes;
  private final AtomicInteger pendingMessages = new AtomicInteger();
  private final AtomicLong pendingBytes = new AtomicLong();
  private final SessionEvents events;
  private final SerialExecutor executor;
  private final Consumer<Throwable> broken;

  private @Nullable Connection connection;
  private long requested; // asked for and not yet received
  private int handshake; // messages that are read even if there is no room
  private long typicalBytes = 1024;
  private volatile boolean closed; // written in the executor, reset by consumed()

  /**
   * @param broken called when the transport threw from a request
   */
  public InboundFlowControl(
      int maxMessages,
      long maxBytes,
      SerialExecutor executor,
      SessionEvents events,
      Consumer<Throwable> broken) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
    this.events = events;
    this.executor = executor;
    this.broken = broken;
  }

  /** A connection opened. */
  public void attach(Connection opened) {
    connection = opened;
    requested = 0;
    handshake = HANDSHAKE_MESSAGES;
    closed = false;
    refill();
  }

  /** The CONNECT reply is there; from now on only what there is room for. */
  public void handshakeDone() {
    handshake = 0;
  }

  /** The connection is gone. */
  public void detach() {
    connection = null;
    events.resumed();
    closed = false;
  }

  /** A message of the transport arrived. */
  public void received(int bytes) {
    requested = Math.max(0, requested - 1); // more than was asked for is no reason to ask for more
    handshake = Math.max(0, handshake - 1);
    typicalBytes = Math.max(bytes, Math.max(64, typicalBytes - typicalBytes / 8));
  }

  /** An event goes to the listeners. */
  public void handedOn(int bytes) {
    pendingMessages.incrementAndGet();
    pendingBytes.addAndGet(bytes);
  }

  /** The listeners are through with an event. Any thread. */
  public void consumed(int bytes) {
    int messages = pendingMessages.decrementAndGet();
    long left = pendingBytes.addAndGet(-bytes);
    if (closed && messages <= maxMessages / 2 && left <= maxBytes / 2) {
      closed = false;
      executor.submit(this::reopened);
    }
  }

  private void reopened() {
    events.resumed();
    if (connection != null) {
      connection.excuseSilence();
      refill();
    }
  }

  /** Whether reading has stopped because the listeners lag behind. Any thread. */
  public boolean isClosed() {
    return closed;
  }

  /** How many events wait for the listeners. Any thread. */
  public int pendingMessages() {
    return pendingMessages.get();
  }

  /** How many bytes of them. Any thread. */
  public long pendingBytes() {
    return pendingBytes.get();
  }

  /** Asks for what there is room for. */
  public void refill() {
    Connection open = connection;
    if (open == null || requested > MOST_REQUESTED / 2) {
      return;
    }
    long room = room();
    if (room > requested) {
      long more = room - requested;
      requested = room;
      Throwable thrown = open.request(more);
      if (thrown != null) {
        broken.accept(thrown);
      }
    } else if (requested == 0) {
      closed = true;
      if (room() > 0) { // consumed() may have run just before closed was set
        closed = false;
        refill();
      } else {
        events.paused();
      }
    }
  }

  private long room() {
    long messages = maxMessages - (long) pendingMessages.get();
    long bytes = maxBytes - pendingBytes.get();
    if (messages <= 0 || bytes <= 0) {
      return handshake > 0 ? 1 : 0; // those who lag must not keep a new connection from standing
    }
    return Math.max(1, Math.min(Math.min(messages, bytes / typicalBytes), MOST_REQUESTED));
  }
}

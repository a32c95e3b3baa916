package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.FlushException;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to the connection in order, never more than it can take, and queues the rest. On
 * the serial executor only.
 */
public final class MessageSender {

  /** Above this the connection is busy and messages wait in the bounded queue instead. */
  private static final long BUSY_BYTES = 4L << 20;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final OutboundQueue queue;
  private final FlushTracker flushes;
  private final Scheduler scheduler;
  private final SerialExecutor executor;
  private final SessionEvents events;
  private final Consumer<Throwable> broken;

  private @Nullable Connection connection; // set while messages may be written
  private long maxBuffered = Long.MAX_VALUE;
  private Scheduler.@Nullable Timer look; // set while a timer will pump again

  /**
   * @param broken called when the transport threw from a send
   */
  public MessageSender(
      OutboundQueue queue,
      FlushTracker flushes,
      Scheduler scheduler,
      SerialExecutor executor,
      SessionEvents events,
      Consumer<Throwable> broken) {
    this.queue = queue;
    this.flushes = flushes;
    this.scheduler = scheduler;
    this.executor = executor;
    this.events = events;
    this.broken = broken;
  }

  /** Messages may be written to this connection; what waits goes first. */
  public void connected(Connection open, long maxBufferedBytes) {
    connection = open;
    maxBuffered = maxBufferedBytes;
    flushes.connected();
    writeQueued();
  }

  /** No message may be written until the next connect. */
  public void disconnected() {
    connection = null;
    if (look != null) {
      look.cancel();
      look = null;
    }
  }

  /** Writes a message now, or queues it behind those that wait. */
  public void send(OutboundMessage message) {
    if (connection != null && queue.isEmpty() && hasRoomFor(connection, message.bytes())) {
      write(connection, message);
    } else {
      queue.offer(message);
      writeQueued();
    }
  }

  /** Completes the future when the server has handled all that was sent before. */
  public void flush(CompletableFuture<Void> flushed, Duration timeout) {
    flushes.add(flushed, timeout, queue);
    writeQueued();
  }

  /** Whether a close would end messages that the server need not have handled yet. */
  public boolean hasUnconfirmed() {
    return flushes.hasUnconfirmed() || !queue.isEmpty();
  }

  /**
   * Takes an event that answers a flush.
   *
   * @param socketId this client's id on the connection
   * @return whether it was one, so that no listener may see it
   */
  public boolean consumes(Event event, @Nullable String socketId) {
    if (!flushes.concerns(event)) {
      return false;
    }
    writeUnlessNull(flushes.received(event, socketId));
    return true;
  }

  /**
   * The connection is gone and another one will be made: fails the flushes that it carried.
   *
   * @param recent whether messages were written so late that the server need not have read them
   */
  public void connectionLost(boolean recent) {
    flushes.connectionLost(recent);
  }

  /** Drops all queued messages, since there will be no connection. */
  public void failAll(NotSentException why) {
    flushes.noConnection(
        why.reason() == Reason.FAILED
            ? FlushException.Reason.FAILED
            : FlushException.Reason.CLOSED);
    queue.failAll(why);
  }

  /** A message was cancelled: it is taken out. */
  public void cancelled() {
    queue.removeCancelled();
    writeQueued();
  }

  /** Writes what waits, as far as the connection can take it. */
  public void writeQueued() {
    writeWhatWaits();
    writeUnlessNull(flushes.advance(connection != null));
  }

  private void writeUnlessNull(@Nullable OutboundPacket packet) {
    if (packet != null && connection != null) {
      Throwable thrown = connection.write(packet);
      if (thrown != null) {
        disconnected();
        broken.accept(thrown);
      }
    }
  }

  private void writeWhatWaits() {
    for (int bytes = queue.nextBytes();
        connection != null && bytes >= 0;
        bytes = queue.nextBytes()) {
      if (!hasRoomFor(connection, bytes)) {
        lookAgain();
        return;
      }
      OutboundMessage next = queue.poll();
      if (next != null && connection != null) {
        write(connection, next);
      }
    }
  }

  private boolean hasRoomFor(Connection open, int bytes) {
    long buffered = open.bufferedBytes();
    return buffered == 0 || (buffered < BUSY_BYTES && buffered + bytes <= maxBuffered);
  }

  private void write(Connection open, OutboundMessage message) {
    if (!message.future().decide()) {
      return; // cancelled
    }
    OutboundPacket packet = message.packet();
    NotSentException tooLarge = tooLarge(packet, open.maxPayload());
    if (tooLarge != null) {
      events.dropped(Reason.TOO_LARGE);
      message.future().failed(tooLarge);
      flushes.dropped(message);
      return;
    }
    Throwable thrown = open.write(packet);
    if (thrown == null) {
      open.handedMessage();
      events.sent(message.bytes());
      message.future().handedOver();
      flushes.written(message);
    } else {
      disconnected(); // what follows waits for the next connection
      events.dropped(Reason.NOT_CONNECTED);
      flushes.dropped(message);
      message
          .future()
          .failed(
              new NotSentException(
                  Reason.NOT_CONNECTED, "The transport failed while it took the message."));
      broken.accept(thrown);
    }
  }

  private static long largestFrame(OutboundPacket packet) {
    long largest = packet.text().remaining();
    for (ByteBuffer attachment : packet.attachments()) {
      largest = Math.max(largest, attachment.remaining());
    }
    return largest;
  }

  private @Nullable NotSentException tooLarge(OutboundPacket packet, long maxPayload) {
    if (largestFrame(packet) > maxPayload) {
      return tooLarge(
          "makes a WebSocket message of "
              + largestFrame(packet)
              + " bytes and the server accepts "
              + maxPayload);
    }
    if (packet.bytes() > maxBuffered) {
      return tooLarge("has " + packet.bytes() + " bytes and the transport keeps " + maxBuffered);
    }
    return null;
  }

  private static NotSentException tooLarge(String why) {
    return new NotSentException(Reason.TOO_LARGE, "The message " + why + ". Send it in parts.");
  }

  private void lookAgain() {
    if (look == null) {
      look = scheduler.schedule(LOOK_AGAIN, () -> executor.submit(this::lookedAgain));
    }
  }

  private void lookedAgain() {
    look = null;
    writeQueued();
  }
}

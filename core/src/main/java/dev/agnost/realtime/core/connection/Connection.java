package dev.agnost.realtime.core.connection;

import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one attempt: receives the signals of the transport, decodes on the transport's
 * thread, and passes packets on to the session. The generation identifies the attempt.
 */
public final class Connection implements TransportListener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");

  /** Receives the signals of a connection, in order, on the transport's threads. */
  public interface Sink {
    void opened(Connection connection);

    /** A WebSocket message of {@code bytes} arrived and was decoded to this packet. */
    void received(Connection connection, Packet packet, int bytes);

    void closed(Connection connection, CloseStatus status);

    void failed(Connection connection, TransportException failure);

    void drained(Connection connection);
  }

  private final long generation;
  private final PacketDecoder decoder;
  private final Scheduler scheduler;
  private final SessionEvents events;
  private final Sink sink;
  private volatile long lastInbound; // monotonic, written by the transport's thread
  private volatile @Nullable Thread readingThread; // the transport's; written by itself
  private volatile long lastPart; // of a binary packet; as lastInbound
  private volatile boolean partsMissing; // written by the transport's thread

  // On the serial executor only:
  private @Nullable TransportConnection connection;
  private Duration silenceLimit = Duration.ZERO;
  private long maxPayload = Long.MAX_VALUE;
  private long handedAt; // monotonic; of the last message, if there was one
  private boolean handedMessages;
  private boolean ended;
  private @Nullable Throwable broken; // what a write threw

  public Connection(
      long generation,
      PacketDecoder decoder,
      Scheduler scheduler,
      SessionEvents events,
      Sink sink) {
    this.generation = generation;
    this.decoder = decoder;
    this.scheduler = scheduler;
    this.events = events;
    this.sink = sink;
    this.lastInbound = scheduler.now();
  }

  public long generation() {
    return generation;
  }

  @Override
  public void onOpen(TransportConnection opened) {
    lastInbound = scheduler.now();
    sink.opened(this);
  }

  @Override
  public void onText(ByteBuffer utf8) {
    readingThread = Thread.currentThread();
    lastInbound = scheduler.now();
    int bytes = utf8.remaining();
    received(decoder.text(utf8), bytes);
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    lastInbound = scheduler.now();
    int size = bytes.remaining();
    received(decoder.binary(bytes), size);
  }

  private void received(Packet packet, int bytes) {
    if (packet instanceof Packet.Partial) {
      lastPart = lastInbound;
      partsMissing = true;
    } else if (partsMissing) {
      partsMissing = decoder.awaitsAttachments();
    }
    sink.received(this, packet, bytes);
  }

  @Override
  public void onClosed(CloseStatus status) {
    sink.closed(this, status);
  }

  @Override
  public void onFailed(TransportException cause) {
    sink.failed(this, cause);
  }

  @Override
  public void onDrained() {
    sink.drained(this);
  }

  // ------------------------------------------------------------------------ on the serial executor
  // only

  /** The transport has begun; known before any signal is looked at. */
  public void attach(TransportConnection made) {
    connection = made;
  }

  /**
   * Writes a packet with its attachments. After a write that threw nothing more is written: the
   * server may be waiting for an attachment that did not go out.
   *
   * @return what the transport threw, which it should not; null normally
   */
  public @Nullable Throwable write(OutboundPacket packet) {
    if (broken == null) {
      events.sending(generation, packet);
      broken =
          guarded(
              open -> {
                open.sendText(packet.text());
                packet.attachments().forEach(open::sendBinary);
              });
    }
    return broken;
  }

  /** A message of the user was written. */
  public void handedMessage() {
    handedAt = scheduler.now();
    handedMessages = true;
  }

  /** How long ago that was; very long if it never was. */
  private Duration sinceLastMessage() {
    return handedMessages
        ? Duration.ofNanos(scheduler.now() - handedAt)
        : Duration.ofNanos(Long.MAX_VALUE);
  }

  /** Whether messages were written so late that the server need not have read them. */
  public boolean hasWrittenRecently() {
    return sinceLastMessage().compareTo(silenceLimit) <= 0;
  }

  /** Sends a close frame; aborts if the transport throws. */
  public void close(CloseStatus status) {
    if (guarded(open -> open.close(status)) != null) {
      abort();
    }
  }

  /** Ends the connection now, whatever state it is in. */
  public void abort() {
    Throwable thrown = guarded(TransportConnection::abort);
    if (thrown != null) {
      LOG.error("the transport threw from abort()", thrown);
    }
  }

  /**
   * Asks the transport for so many more messages.
   *
   * @return what the transport threw, which it should not; null normally
   */
  public @Nullable Throwable request(long messages) {
    return guarded(open -> open.request(messages));
  }

  /** Bytes that the transport has not written yet. */
  public long bufferedBytes() {
    return connection == null ? 0 : connection.bufferedBytes();
  }

  private @Nullable Throwable guarded(Consumer<TransportConnection> call) {
    TransportConnection open = connection;
    if (open == null) {
      return null;
    }
    try {
      call.accept(open);
      return null;
    } catch (Throwable thrown) { // a transport that breaks its contract must not break the session
      return thrown;
    }
  }

  /** Takes over the intervals and limits of the Engine.IO open packet. */
  public void engineOpened(Packet.EngineOpen open) {
    silenceLimit = Duration.ofMillis(open.pingIntervalMillis() + open.pingTimeoutMillis());
    maxPayload = open.maxPayload();
    events.engineOpened(open.pingIntervalMillis());
  }

  /** How long the server may be silent: pingInterval + pingTimeout. */
  public Duration silenceLimit() {
    return silenceLimit;
  }

  /** When the last message arrived. Any thread. */
  public long lastInbound() {
    return lastInbound;
  }

  /** How long nothing has arrived. */
  public Duration silence() {
    return Duration.ofNanos(scheduler.now() - lastInbound);
  }

  /** How long the next attachment of a binary packet has been missing; zero if none is. */
  public Duration missingAttachment() {
    return partsMissing ? Duration.ofNanos(scheduler.now() - lastPart) : Duration.ZERO;
  }

  /** Restarts the measurement of silence, since reading had stopped. */
  public void excuseSilence() {
    lastInbound = scheduler.now();
    lastPart = lastInbound;
  }

  /** The largest WebSocket message that the server takes. */
  public long maxPayload() {
    return maxPayload;
  }

  /**
   * The thread that the transport signalled the last text on; null before the first. Any thread.
   */
  public @Nullable Thread readingThread() {
    return readingThread;
  }

  public boolean ended() {
    return ended;
  }

  /** No signal will come any more. */
  public void end() {
    ended = true;
  }
}

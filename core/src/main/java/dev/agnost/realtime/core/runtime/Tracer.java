package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.trace.TraceKind;
import dev.agnost.realtime.core.trace.TraceRecord;
import dev.agnost.realtime.core.trace.TraceSink;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of a trace. In the mailbox only, except {@link #callbackBegins} and {@link
 * #callbackEnds}.
 */
final class Tracer {

  private final TraceSink sink;
  private final Timers timers;
  private final Mailbox mailbox;

  private long sequence; // of the latest record
  private long epoch; // the present generation

  Tracer(TraceSink sink, Timers timers, Mailbox mailbox) {
    this.sink = sink;
    this.timers = timers;
    this.mailbox = mailbox;
  }

  // -------------------------------------------------------------------------------------- states

  void stepped(Context before, Context after, Input cause) {
    epoch = after.generation();
    trace(
        TraceKind.ST,
        "from",
        before.phase().name(),
        "to",
        after.phase().name(),
        "cause",
        cause.name(),
        "rest",
        after.phase() == Phase.DISCONNECTED ? after.rest().name() : "");
  }

  void published(ConnectionState state, @Nullable String socketId, long attempt) {
    String sid = socketId == null ? "" : socketId;
    trace(TraceKind.SNAP, "state", state.name(), "sid", sid, "attempt", attempt);
  }

  void held(OutboundQueue queue, InboundWindow window, int armedTimers) {
    trace(
        TraceKind.RES,
        "queuedMessages",
        (long) queue.messages(),
        "queuedBytes",
        queue.bytes(),
        "pendingMessages",
        (long) window.pendingMessages(),
        "pendingBytes",
        window.pendingBytes(),
        "timers",
        (long) armedTimers);
  }

  // --------------------------------------------------------------------------------- connections

  /** The transport is about to be asked. */
  void attempting(long generation, long attempt) {
    trace(generation, TraceKind.NET_ATTEMPT, "n", attempt);
  }

  void opened(long generation) {
    trace(generation, TraceKind.NET_OPEN);
  }

  void closed(long generation, CloseStatus status) {
    trace(generation, TraceKind.NET_CLOSED, "code", (long) status.code());
  }

  void failed(long generation, TransportException.Kind kind) {
    trace(generation, TraceKind.NET_FAILED, "class", kind.name());
  }

  /**
   * Nothing is left of a connection.
   *
   * @param by what said so
   */
  void gone(long generation, String by) {
    trace(generation, TraceKind.NET_GONE, "by", by);
  }

  /** The packet is about to be given to the transport. */
  void sending(long generation, OutboundPacket packet) {
    trace(
        generation,
        TraceKind.NET_TX,
        "packet",
        FrameKind.of(packet).name(),
        "bytes",
        (long) packet.bytes(),
        "attachments",
        (long) packet.attachments().size(),
        "event",
        packet.event());
  }

  void received(long generation, Packet packet, int bytes) {
    String event = packet instanceof Event named ? named.name() : "";
    trace(
        generation,
        TraceKind.NET_RX,
        "packet",
        FrameKind.of(packet).name(),
        "bytes",
        (long) bytes,
        "event",
        event);
  }

  void paused() {
    trace(TraceKind.NET_PAUSED);
  }

  /** Reading goes on, or there is nothing to read any more. */
  void resumed() {
    trace(TraceKind.NET_RESUMED);
  }

  // -------------------------------------------------------------------------------------- timers

  void armed(String purpose, Duration delay) {
    trace(TraceKind.TMR_ARM, "purpose", purpose, "delay", delay.toNanos());
  }

  void cancelled(String purpose) {
    trace(TraceKind.TMR_CANCEL, "purpose", purpose);
  }

  void fired(String purpose) {
    trace(TraceKind.TMR_FIRE, "purpose", purpose);
  }

  // ------------------------------------------------------------------------------------ messages

  void accepted(Outgoing message) {
    trace(
        TraceKind.MSG_ACCEPTED,
        "n",
        number(message),
        "event",
        message.packet().event(),
        "bytes",
        (long) message.bytes());
  }

  void buffered(Outgoing message) {
    trace(TraceKind.MSG_BUFFERED, "n", number(message));
  }

  void handed(long generation, Outgoing message) {
    trace(generation, TraceKind.MSG_HANDED, "n", number(message));
  }

  /**
   * A message that waited will not be sent.
   *
   * @param why null if the caller cancelled it
   */
  void dropped(Outgoing message, @Nullable Reason why) {
    trace(TraceKind.MSG_DROPPED, "n", number(message), "cause", cause(why));
  }

  /** As {@link #dropped}, for one that did not wait. */
  void rejected(Outgoing message, @Nullable Reason why) {
    trace(TraceKind.MSG_REJECTED, "n", number(message), "cause", cause(why));
  }

  private static long number(Outgoing message) {
    return message.receipt().number();
  }

  private static String cause(@Nullable Reason why) {
    return why == null ? "CANCELLED" : why.name();
  }

  // ----------------------------------------------------------------------------------- callbacks

  /** A callback begins. On the callback executor. */
  void callbackBegins(String listener, String event) {
    String thread = Thread.currentThread().getName();
    long now = timers.now();
    mailbox.submit(
        () ->
            traceAt(
                now,
                epoch,
                TraceKind.CB_BEGIN,
                "listener",
                listener,
                "event",
                event,
                "thread",
                thread));
  }

  /** A callback has ended. On the callback executor. */
  void callbackEnds(String listener, String event, boolean threw) {
    String thread = Thread.currentThread().getName();
    long now = timers.now();
    mailbox.submit(
        () ->
            traceAt(
                now,
                epoch,
                TraceKind.CB_END,
                "listener",
                listener,
                "event",
                event,
                "thread",
                thread,
                "threw",
                threw));
  }

  // ---------------------------------------------------------------------------- what is told

  void tellingConnect(@Nullable String socketId) {
    trace(TraceKind.EVT_CONNECT, "sid", socketId == null ? "" : socketId);
  }

  void tellingDisconnect(DisconnectReason reason) {
    trace(TraceKind.EVT_DISCONNECT, "reason", reason.name());
  }

  void tellingError(RealtimeError error) {
    trace(
        TraceKind.EVT_ERROR,
        "class",
        error.kind().name(),
        "code",
        error.code(),
        "attempt",
        error.attempt(),
        "retries",
        error.willRetry());
  }

  void tellingAttempt(long number) {
    trace(TraceKind.EVT_ATTEMPT, "n", number);
  }

  void gaveUp(String code) {
    trace(TraceKind.EVT_GIVEUP, "code", code);
  }

  void unusable() {
    trace(TraceKind.EVT_UNUSABLE);
  }

  // -------------------------------------------------------------------------------------- tracing

  private void trace(TraceKind kind, Object... attributes) {
    traceAt(timers.now(), epoch, kind, attributes);
  }

  private void trace(long generation, TraceKind kind, Object... attributes) {
    traceAt(timers.now(), generation, kind, attributes);
  }

  private void traceAt(long time, long generation, TraceKind kind, Object... attributes) {
    SortedMap<String, Object> named = new TreeMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      named.put((String) attributes[i], attributes[i + 1]);
    }
    sink.record(new TraceRecord(++sequence, time, generation, kind, named));
  }
}

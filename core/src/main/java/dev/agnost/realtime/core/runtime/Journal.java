package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.protocol.SafeText;
import dev.agnost.realtime.core.runtime.FlightRecorder.Counter;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.trace.TraceSink;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears everything that happens in a session, and passes it on to the flight recorder, the metrics
 * and the trace. In the mailbox only, except {@link #callbackBegins} and {@link #callbackEnds}.
 *
 * <p>Nothing is allocated for a message unless there is a trace.
 */
final class Journal {

  private final @Nullable Tracer tracer;
  private final @Nullable Meter meter;
  private final FlightRecorder recorder = new FlightRecorder();
  private final Timers timers;

  private long epoch; // the present generation
  private int messages; // how many were numbered
  private boolean paused; // reading has stopped

  Journal(TraceSink sink, RealtimeMetrics metrics, Timers timers, Mailbox mailbox) {
    this.tracer = sink == TraceSink.NONE ? null : new Tracer(sink, timers, mailbox);
    this.meter = metrics == RealtimeMetrics.NONE ? null : new Meter(metrics, timers);
    this.timers = timers;
  }

  /** The last things that happened; any thread. */
  FlightRecorder recorder() {
    return recorder;
  }

  private void note(String what) {
    recorder.note(timers.now(), epoch, what);
  }

  // -------------------------------------------------------------------------------------- states

  void stepped(Context before, Context after, Input cause) {
    epoch = after.generation();
    if (before.phase() == after.phase() && before.generation() == after.generation()) {
      return;
    }
    note(before.phase() + " -> " + after.phase() + " (" + cause + ")");
    if (tracer != null) {
      tracer.stepped(before, after, cause);
    }
  }

  /**
   * A state was published.
   *
   * @param delay until the next attempt; zero if none is due
   */
  void published(ConnectionState state, @Nullable String socketId, long attempt, Duration delay) {
    recorder.published(new FlightRecorder.Standing(timers.now(), state, attempt, delay));
    if (meter != null && state == ConnectionState.CLOSED) {
      meter.closed();
    }
    if (tracer != null) {
      tracer.published(state, socketId, attempt);
    }
  }

  void held(OutboundQueue queue, InboundWindow window, int armedTimers) {
    if (tracer != null) {
      tracer.held(queue, window, armedTimers);
    }
  }

  // --------------------------------------------------------------------------------- connections

  /** An attempt begins, with the question for credentials. */
  void beginning(long attempt) {
    recorder.count(Counter.ATTEMPTS, 1);
    if (meter != null) {
      meter.attempt(attempt);
    }
  }

  /** The transport is about to be asked. */
  void attempting(long generation, long attempt) {
    if (tracer != null) {
      tracer.attempting(generation, attempt);
    }
  }

  void opened(long generation) {
    if (tracer != null) {
      tracer.opened(generation);
    }
  }

  /**
   * The handshake of Engine.IO came.
   *
   * @param pingIntervalMillis how often the server will ping
   */
  void handshaken(long pingIntervalMillis) {
    if (meter != null) {
      meter.handshaken(pingIntervalMillis);
    }
  }

  void pinged() {
    if (meter != null) {
      meter.pinged();
    }
  }

  void closed(long generation, CloseStatus status) {
    recorder.note(timers.now(), generation, "close frame with status " + status.code());
    if (tracer != null) {
      tracer.closed(generation, status);
    }
  }

  void failed(long generation, TransportException.Kind kind) {
    recorder.note(timers.now(), generation, "the connection failed: " + kind);
    if (tracer != null) {
      tracer.failed(generation, kind);
    }
  }

  /**
   * Nothing is left of a connection.
   *
   * @param by what said so
   */
  void gone(long generation, String by) {
    if (tracer != null) {
      tracer.gone(generation, by);
    }
  }

  /** The packet is about to be given to the transport. */
  void sending(long generation, OutboundPacket packet) {
    FrameKind kind = FrameKind.of(packet);
    recorder.frame(
        timers.now(),
        generation,
        FlightRecorder.Direction.OUT,
        kind,
        packet.bytes(),
        packet.event());
    if (tracer != null) {
      tracer.sending(generation, packet);
    }
  }

  /**
   * A WebSocket message came in.
   *
   * @param time when
   */
  void received(long generation, Packet packet, int bytes, long time) {
    FrameKind kind = FrameKind.of(packet);
    String name = "";
    if (packet instanceof Event event) {
      name = event.name();
      recorder.count(Counter.RECEIVED, 1);
      recorder.count(Counter.RECEIVED_BYTES, event.size());
      if (meter != null) {
        meter.received(event.size());
      }
    }
    recorder.frame(time, generation, FlightRecorder.Direction.IN, kind, bytes, name);
    if (tracer != null) {
      tracer.received(generation, packet, bytes);
    }
  }

  void paused() {
    paused = true;
    if (meter != null) {
      meter.paused();
    }
    if (tracer != null) {
      tracer.paused();
    }
  }

  /** Reading goes on, or there is nothing to read any more. */
  void resumed() {
    if (!paused) {
      return;
    }
    paused = false;
    if (meter != null) {
      meter.resumed();
    }
    if (tracer != null) {
      tracer.resumed();
    }
  }

  // -------------------------------------------------------------------------------------- timers

  void armed(String purpose, Duration delay) {
    if (tracer != null) {
      tracer.armed(purpose, delay);
    }
  }

  void cancelled(String purpose) {
    if (tracer != null) {
      tracer.cancelled(purpose);
    }
  }

  void fired(String purpose) {
    if (tracer != null) {
      tracer.fired(purpose);
    }
  }

  // ------------------------------------------------------------------------------------ messages

  void accepted(Outgoing message) {
    message.receipt().number(++messages);
    if (tracer != null) {
      tracer.accepted(message);
    }
  }

  void buffered(Outgoing message) {
    if (tracer != null) {
      tracer.buffered(message);
    }
  }

  /** So much waits now. */
  void queued(int waiting, long bytes) {
    if (meter != null) {
      meter.queued(waiting, bytes);
    }
  }

  void handed(long generation, Outgoing message) {
    recorder.count(Counter.SENT, 1);
    recorder.count(Counter.SENT_BYTES, message.bytes());
    if (meter != null) {
      meter.sent(message.bytes());
    }
    if (tracer != null) {
      tracer.handed(generation, message);
    }
  }

  /**
   * A message that waited will not be sent.
   *
   * @param why null if the caller cancelled it
   */
  void dropped(Outgoing message, @Nullable Reason why) {
    lost(why);
    if (tracer != null) {
      tracer.dropped(message, why);
    }
  }

  /** As {@link #dropped}, for one that did not wait. */
  void rejected(Outgoing message, @Nullable Reason why) {
    lost(why);
    if (tracer != null) {
      tracer.rejected(message, why);
    }
  }

  /**
   * A message will not be sent; called directly for one that never became a message of the session.
   */
  void lost(@Nullable Reason why) {
    if (why == null) {
      return;
    }
    recorder.count(Counter.DROPPED, 1);
    recorder.repeat(timers.now(), epoch, "dropped a message: " + why);
    if (meter != null) {
      meter.dropped(why);
    }
  }

  // ----------------------------------------------------------------------------------- callbacks

  /**
   * A callback begins. On the callback executor.
   *
   * @return what to pass to {@link #callbackEnds}
   */
  long callbackBegins(String listener, String event) {
    if (tracer != null) {
      tracer.callbackBegins(listener, event);
    }
    return meter == null ? 0 : timers.now();
  }

  /** A callback has ended. On the callback executor. */
  void callbackEnds(long begun, String listener, String event, boolean threw) {
    if (meter != null) {
      meter.callback(timers.now() - begun);
    }
    if (tracer != null) {
      tracer.callbackEnds(listener, event, threw);
    }
  }

  // ---------------------------------------------------------------------------- what is told

  void tellingConnect(@Nullable String socketId) {
    recorder.count(Counter.CONNECTS, 1);
    if (meter != null) {
      meter.connected();
    }
    if (tracer != null) {
      tracer.tellingConnect(socketId);
    }
  }

  void tellingDisconnect(DisconnectReason reason) {
    recorder.count(Counter.DISCONNECTS, 1);
    note("disconnected: " + reason);
    if (meter != null) {
      meter.disconnected(reason);
    }
    if (tracer != null) {
      tracer.tellingDisconnect(reason);
    }
  }

  void tellingError(RealtimeError error) {
    recorder.count(Counter.FAILURES, 1);
    note("attempt failed: " + SafeText.of(error.toString(), 300));
    if (meter != null) {
      meter.attemptFailed(error.kind());
    }
    if (tracer != null) {
      tracer.tellingError(error);
    }
  }

  void tellingAttempt(long number) {
    if (tracer != null) {
      tracer.tellingAttempt(number);
    }
  }

  void gaveUp(String code) {
    if (tracer != null) {
      tracer.gaveUp(code);
    }
  }

  void unusable() {
    recorder.count(Counter.UNUSABLE, 1);
    if (meter != null) {
      meter.unusable();
    }
    if (tracer != null) {
      tracer.unusable();
    }
  }
}

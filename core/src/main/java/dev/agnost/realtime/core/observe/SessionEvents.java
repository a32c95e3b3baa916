package dev.agnost.realtime.core.observe;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.core.observe.FlightRecorder.Counter;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.protocol.SafeText;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Passes the events of a session on to the flight recorder and the metrics. On the serial executor
 * only, except {@link #callbackBegins} and {@link #callbackEnds}. Nothing is allocated for a
 * message.
 */
public final class SessionEvents {

  private final MetricsReporter meter;
  private final FlightRecorder recorder = new FlightRecorder();
  private final LongSupplier clock;

  private long epoch; // the present generation
  private boolean paused; // reading has stopped

  public SessionEvents(RealtimeMetrics metrics, LongSupplier clock) {
    this.meter = new MetricsReporter(metrics, clock);
    this.clock = clock;
  }

  /** The last things that happened; any thread. */
  public FlightRecorder recorder() {
    return recorder;
  }

  private void note(String what) {
    recorder.note(clock.getAsLong(), epoch, what);
  }

  // -------------------------------------------------------------------------------------- states

  public void stepped(Context before, Context after, Input cause) {
    epoch = after.generation();
    if (before.phase() == after.phase() && before.generation() == after.generation()) {
      return;
    }
    note(before.phase() + " -> " + after.phase() + " (" + cause + ")");
  }

  /**
   * A state was published.
   *
   * @param delay until the next attempt; zero if none is due
   */
  public void published(ConnectionState state, long attempt, Duration delay) {
    recorder.published(new FlightRecorder.Standing(clock.getAsLong(), state, attempt, delay));
    if (state == ConnectionState.CLOSED) {
      meter.closed();
    }
  }

  // --------------------------------------------------------------------------------- connections

  /** An attempt begins, with the question for credentials. */
  public void attemptBegins(long attempt) {
    recorder.count(Counter.ATTEMPTS, 1);
    meter.attempt(attempt);
  }

  /**
   * The handshake of Engine.IO came.
   *
   * @param pingIntervalMillis how often the server will ping
   */
  public void engineOpened(long pingIntervalMillis) {
    meter.handshaken(pingIntervalMillis);
  }

  public void pinged() {
    meter.pinged();
  }

  public void closed(long generation, CloseStatus status) {
    recorder.note(clock.getAsLong(), generation, "close frame with status " + status.code());
  }

  public void failed(long generation, TransportException.Kind kind) {
    recorder.note(clock.getAsLong(), generation, "the connection failed: " + kind);
  }

  /** The packet is about to be given to the transport. */
  public void sending(long generation, OutboundPacket packet) {
    FrameKind kind = FrameKind.of(packet);
    recorder.frame(
        clock.getAsLong(),
        generation,
        FlightRecorder.Direction.OUT,
        kind,
        packet.bytes(),
        packet.event());
  }

  /**
   * A WebSocket message came in.
   *
   * @param time when
   */
  public void received(long generation, Packet packet, int bytes, long time) {
    FrameKind kind = FrameKind.of(packet);
    String name = "";
    if (packet instanceof Event event) {
      name = event.name();
      recorder.count(Counter.RECEIVED, 1);
      recorder.count(Counter.RECEIVED_BYTES, event.size());
      meter.received(event.size());
    }
    recorder.frame(time, generation, FlightRecorder.Direction.IN, kind, bytes, name);
  }

  public void paused() {
    paused = true;
    meter.paused();
  }

  /** Reading goes on, or there is nothing to read any more. */
  public void resumed() {
    if (!paused) {
      return;
    }
    paused = false;
    meter.resumed();
  }

  // ------------------------------------------------------------------------------------ messages

  /** So much waits now. */
  public void queued(int waiting, long bytes) {
    meter.queued(waiting, bytes);
  }

  public void sent(int bytes) {
    recorder.count(Counter.SENT, 1);
    recorder.count(Counter.SENT_BYTES, bytes);
    meter.sent(bytes);
  }

  /**
   * A message will not be sent; called directly for one that never became a message of the session.
   */
  public void dropped(Reason why) {
    recorder.count(Counter.DROPPED, 1);
    recorder.repeat(clock.getAsLong(), epoch, "dropped a message: " + why);
    meter.dropped(why);
  }

  // ----------------------------------------------------------------------------------- callbacks

  /**
   * A callback begins. On the callback executor.
   *
   * @return what to pass to {@link #callbackEnds}
   */
  public long callbackBegins() {
    return clock.getAsLong();
  }

  /** A callback has ended. On the callback executor. */
  public void callbackEnds(long begun) {
    meter.callback(clock.getAsLong() - begun);
  }

  // ------------------------------------------------------------------------------ connection

  public void connected() {
    recorder.count(Counter.CONNECTS, 1);
    meter.connected();
  }

  public void disconnected(DisconnectReason reason) {
    recorder.count(Counter.DISCONNECTS, 1);
    note("disconnected: " + reason);
    meter.disconnected(reason);
  }

  public void attemptFailed(RealtimeError error) {
    recorder.count(Counter.FAILURES, 1);
    note("attempt failed: " + SafeText.of(error.toString(), 300));
    meter.attemptFailed(error.kind());
  }

  public void unusable() {
    recorder.count(Counter.UNUSABLE, 1);
    meter.unusable();
  }
}

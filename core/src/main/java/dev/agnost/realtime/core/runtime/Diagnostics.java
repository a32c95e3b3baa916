package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.inbound.InboundFlowControl;
import dev.agnost.realtime.core.observe.FlightRecorder;
import dev.agnost.realtime.core.observe.FlightRecorder.Counter;
import dev.agnost.realtime.core.observe.FlightRecorder.Standing;
import dev.agnost.realtime.core.outbound.OutboundQueue;
import java.time.Duration;
import java.util.Locale;

/** Writes what is known of a session for people. Any thread; waits for nothing. */
final class Diagnostics {

  private final SessionOptions options;
  private final String transport;
  private final Scheduler scheduler;
  private final StatePublisher publisher;
  private final OutboundQueue queue;
  private final InboundFlowControl flow;
  private final FlightRecorder recorder;

  /**
   * @param transport the name of the transport
   */
  Diagnostics(
      SessionOptions options,
      String transport,
      Scheduler scheduler,
      StatePublisher publisher,
      OutboundQueue queue,
      InboundFlowControl flow,
      FlightRecorder recorder) {
    this.options = options;
    this.transport = transport;
    this.scheduler = scheduler;
    this.publisher = publisher;
    this.queue = queue;
    this.flow = flow;
    this.recorder = recorder;
  }

  String text() {
    long now = scheduler.now();
    Snapshot snapshot = publisher.snapshot();
    Standing standing = recorder.standing();
    StringBuilder text = new StringBuilder(4096);
    line(text, "state", state(snapshot.state(), standing, now));
    line(text, "socket id", snapshot.socketId() == null ? "none" : snapshot.socketId());
    line(text, "server", options.host());
    line(text, "transport", transport);
    line(text, "queue", queue());
    line(text, "inbound", inbound());
    line(text, "connection", connection());
    line(text, "messages", messages());
    text.append("last records, in seconds before now:\n");
    for (FlightRecorder.Entry entry : recorder.entries()) {
      text.append("  ")
          .append(seconds(entry.time() - now))
          .append(" #")
          .append(entry.epoch())
          .append(' ')
          .append(entry.what())
          .append('\n');
    }
    return text.toString();
  }

  private static String state(ConnectionState state, Standing standing, long now) {
    if (standing.state() != state || standing.state() == ConnectionState.IDLE) {
      return state.name(); // it is changing this very moment, or never has
    }
    long age = now - standing.since();
    String since = state + " for " + seconds(age) + " s";
    if (state == ConnectionState.WAITING) {
      long left = Math.max(0, standing.delay().toNanos() - age);
      return since + ", attempt " + standing.attempt() + " in " + seconds(left) + " s";
    }
    boolean automatic = state == ConnectionState.CONNECTING && standing.attempt() > 0;
    return automatic ? since + ", attempt " + standing.attempt() : since;
  }

  private String queue() {
    return queue.messages()
        + " of "
        + options.queue().messages()
        + " messages, "
        + queue.bytes()
        + " of "
        + options.queue().bytes()
        + " bytes";
  }

  private String inbound() {
    return flow.pendingMessages()
        + " of "
        + options.maxPendingMessages()
        + " messages, "
        + flow.pendingBytes()
        + " of "
        + options.maxPendingBytes()
        + " bytes wait for listeners; "
        + (flow.isClosed() ? "reading has stopped until they catch up" : "reading");
  }

  private String connection() {
    return count(Counter.ATTEMPTS)
        + " attempts, "
        + count(Counter.FAILURES)
        + " failed; "
        + count(Counter.CONNECTS)
        + " connects, "
        + count(Counter.DISCONNECTS)
        + " disconnects";
  }

  private String messages() {
    return count(Counter.SENT)
        + " sent ("
        + count(Counter.SENT_BYTES)
        + " bytes), "
        + count(Counter.DROPPED)
        + " dropped; "
        + count(Counter.RECEIVED)
        + " received ("
        + count(Counter.RECEIVED_BYTES)
        + " bytes), "
        + count(Counter.UNUSABLE)
        + " unusable";
  }

  private long count(Counter counter) {
    return recorder.count(counter);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", Duration.ofNanos(nanos).toMillis() / 1000.0);
  }
}

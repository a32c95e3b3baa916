package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a trace. The methods come in two sizes: a record each, and whole scenes such as {@link
 * #connected()} that a client without faults leaves behind.
 */
final class TraceBuilder {

  static final long SECOND = 1_000_000_000L;

  private final Trace trace = new Trace();
  private int client;
  private long t = SECOND;
  private long epoch;
  private long call;
  private long callback;
  private long timer;
  private String state = "IDLE";
  private final List<Long> open = new ArrayList<>(); // callbacks

  static TraceBuilder trace() {
    return new TraceBuilder();
  }

  Trace built() {
    return trace;
  }

  // ------------------------------------------------------------------------------------ anything

  TraceBuilder add(Kind kind, @Nullable Object... attrs) {
    trace.add(t, client, 0, kind, attrs);
    return this;
  }

  TraceBuilder wire(Kind kind, @Nullable Object... attrs) {
    return wireOf(epoch, kind, attrs);
  }

  TraceBuilder wireOf(long of, Kind kind, @Nullable Object... attrs) {
    trace.add(t, client, of, kind, attrs);
    return this;
  }

  TraceBuilder passMillis(long millis) {
    t += millis * 1_000_000L;
    return this;
  }

  TraceBuilder pass(long seconds) {
    t += seconds * SECOND;
    return this;
  }

  /** From here on another client. */
  TraceBuilder client(int number) {
    client = number;
    epoch = 0;
    state = "IDLE";
    return this;
  }

  // --------------------------------------------------------------------------------- application

  /** A call that returns at once; its number is the next one. */
  TraceBuilder call(String op, @Nullable Object... attrs) {
    return begin(op, attrs).returned(op);
  }

  /** A call that does not return yet. */
  TraceBuilder begin(String op, @Nullable Object... attrs) {
    call++;
    return add(Kind.API_CALL, with(attrs, "id", call, "op", op, "thread", "app"));
  }

  TraceBuilder returned(String op) {
    return add(Kind.API_RETURN, "id", call, "op", op, "thread", "app");
  }

  TraceBuilder threw(String op) {
    return add(Kind.API_RETURN, "id", call, "op", op, "thread", "app", "failed", "Illegal");
  }

  /** The latest call is done. */
  TraceBuilder done(String op) {
    return done(call, op, "done");
  }

  TraceBuilder done(long id, String op, String outcome) {
    return add(Kind.API_DONE, "id", id, "op", op, "outcome", outcome);
  }

  TraceBuilder dropped(long id, String cause) {
    return add(Kind.API_DONE, "id", id, "op", "send", "outcome", "dropped", "cause", cause);
  }

  long lastCall() {
    return call;
  }

  /** Message {@code msg} to the room, not awaited. */
  TraceBuilder send(long msg) {
    return begin("send", sent(msg)).returned("send");
  }

  static @Nullable Object[] sent(long msg, @Nullable Object... more) {
    return with(more, "msg", msg, "channel", "room", "event", "say", "size", 10);
  }

  /** A message that is written at once. */
  TraceBuilder sendNow(long msg) {
    return begin("send", sent(msg)).writes(msg).done("send").returned("send");
  }

  TraceBuilder snap(String now) {
    state = now;
    return now.equals("CONNECTED")
        ? add(Kind.SNAP, "state", now, "sid", "sid-" + epoch, "connected", true)
        : add(Kind.SNAP, "state", now, "connected", false);
  }

  // ----------------------------------------------------------------------------------- callbacks

  TraceBuilder begins(long listener, String event, @Nullable Object... attrs) {
    callback++;
    open.add(callback);
    return add(
        Kind.CB_BEGIN,
        with(attrs, "cb", callback, "listener", listener, "event", event, "thread", "callbacks"));
  }

  TraceBuilder ends() {
    return ends("ok");
  }

  TraceBuilder ends(String outcome) {
    return add(Kind.CB_END, "cb", open.remove(open.size() - 1), "outcome", outcome);
  }

  /** A listener is called with event {@code in}. */
  TraceBuilder hears(long listener, String event, long in) {
    return begins(listener, event, "in", in).ends();
  }

  TraceBuilder tell(Kind kind, @Nullable Object... attrs) {
    String event =
        switch (kind) {
          case EVT_CONNECT -> "@connect";
          case EVT_DISCONNECT -> "@disconnect";
          case EVT_ERROR -> "@error";
          case EVT_ATTEMPT -> "@attempt";
          default -> "@state";
        };
    return begins(900, event).add(kind, attrs).ends();
  }

  TraceBuilder tellDisconnected(String reason) {
    return tell(Kind.EVT_DISCONNECT, "reason", reason);
  }

  TraceBuilder tellError() {
    return tell(Kind.EVT_ERROR, "code", "AGN-201", "kind", "UNREACHABLE");
  }

  TraceBuilder tellAttempt(long n) {
    return tell(Kind.EVT_ATTEMPT, "n", n);
  }

  // -------------------------------------------------------------------------------------- timers

  TraceBuilder arm(String purpose, long delay) {
    timer++;
    return add(Kind.TMR_ARM, "timer", timer, "purpose", purpose, "delay", delay, "due", t + delay);
  }

  TraceBuilder cancel() {
    return add(Kind.TMR_CANCEL, "timer", timer);
  }

  TraceBuilder fire() {
    return add(Kind.TMR_FIRE, "timer", timer);
  }

  // ---------------------------------------------------------------------------------------- wire

  TraceBuilder attempt() {
    epoch++;
    return wire(Kind.WIRE_ATTEMPT);
  }

  TraceBuilder rx(String packet, @Nullable Object... attrs) {
    return wire(Kind.WIRE_RX, with(attrs, "packet", packet));
  }

  TraceBuilder tx(String packet, @Nullable Object... attrs) {
    return wire(Kind.WIRE_TX, with(attrs, "packet", packet));
  }

  /** The client writes message {@code msg}. */
  TraceBuilder writes(long msg, @Nullable Object... more) {
    return tx(
        "event", with(more, "event", "message", "msg", msg, "channel", "room", "name", "say"));
  }

  /** The client writes a join, a leave or an update. */
  TraceBuilder writesWish(String event, @Nullable Object... attrs) {
    return tx("event", with(attrs, "event", event));
  }

  /** The server's event number {@code in}. */
  TraceBuilder event(long in, @Nullable Object... attrs) {
    return rx("event", with(attrs, "event", "say", "in", in));
  }

  TraceBuilder leaves(String how) {
    return wire(Kind.WIRE_LEFT, "how", how);
  }

  TraceBuilder closed(String how) {
    return wire(Kind.WIRE_CLOSED, "how", how);
  }

  TraceBuilder gone() {
    return wire(Kind.WIRE_GONE);
  }

  // -------------------------------------------------------------------------------------- scenes

  /** {@code open()}, and the state is CONNECTING; no wire yet. */
  TraceBuilder opening() {
    return begin("open").returned("open").snap("CONNECTING");
  }

  /** The transport was asked, opened, and Engine.IO is open. */
  TraceBuilder engine() {
    return attempt()
        .wire(Kind.WIRE_OPEN)
        .rx("open", "pingInterval", 10 * SECOND, "pingTimeout", 30 * SECOND)
        .tx("connect");
  }

  /** The CONNECT reply. */
  TraceBuilder reply() {
    return rx("connect", "sid", "sid-" + epoch);
  }

  /** From nothing to a connection that was told. */
  TraceBuilder connected() {
    return opening().engine().reply().snap("CONNECTED").tell(Kind.EVT_CONNECT).passMillis(1);
  }

  /** The standing connection is lost and told; the state is WAITING. */
  TraceBuilder lost() {
    return closed("lost").gone().snap("WAITING").tellDisconnected("transport close");
  }

  /** An attempt that fails at once, told; the state is WAITING. */
  TraceBuilder fails() {
    return attempt().closed("unreachable").gone().snap("WAITING").tellError();
  }

  /** After the wait an automatic attempt may begin, and was told. */
  TraceBuilder retries(long millis, long n) {
    return passMillis(millis).snap("CONNECTING").tellAttempt(n);
  }

  /** After a wait the automatic attempt stands. */
  TraceBuilder reconnected(long millis, long n) {
    return retries(millis, n).engine().reply().snap("CONNECTED").tell(Kind.EVT_CONNECT);
  }

  /** {@code close()} with all that belongs to it. */
  TraceBuilder close() {
    boolean stood = state.equals("CONNECTED");
    begin("close");
    if (stood) {
      tx("disconnect").leaves("close");
    } else if (state.equals("CONNECTING")) {
      leaves("abort");
    }
    returned("close").snap("CLOSED");
    if (stood) {
      tellDisconnected("io client disconnect").passMillis(50).closed("close").gone();
    }
    return done("close").passMillis(1);
  }

  private static @Nullable Object[] with(@Nullable Object[] more, @Nullable Object... own) {
    @Nullable Object[] all = new @Nullable Object[more.length + own.length];
    System.arraycopy(own, 0, all, 0, own.length);
    System.arraycopy(more, 0, all, own.length, more.length);
    return all;
  }
}

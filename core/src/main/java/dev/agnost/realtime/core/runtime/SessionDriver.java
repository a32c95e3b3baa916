package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.core.concurrent.CallbackExecutor;
import dev.agnost.realtime.core.concurrent.PendingFutures;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.ClosingConnections;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.inbound.EventSink;
import dev.agnost.realtime.core.inbound.InboundFlowControl;
import dev.agnost.realtime.core.listeners.ConnectionListeners;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.outbound.OutboundMessage;
import dev.agnost.realtime.core.outbound.OutboundQueue;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Effect;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.SessionMachine;
import dev.agnost.realtime.core.session.Step;
import dev.agnost.realtime.core.session.TransitionTable;
import dev.agnost.realtime.core.session.Verdict;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the session machine and has its effects carried out. Everything here runs in the mailbox of
 * one session, except the reading of {@link #snapshot()}.
 */
final class SessionDriver {

  private final SessionParts parts;
  private final SessionOptions options;
  private final SessionMachine machine = new SessionMachine(new TransitionTable());
  private final Deadlines deadlines;
  private final PacketHandler inbound;
  private final EffectHandler doing;
  private final StatePublisher publication;
  private final OfflinePolicy acceptance;

  private Context context = Context.INITIAL;
  private boolean releasing; // closed for good by the user, and waiting for the server
  private long closeCalled; // when the first of the closes that are not settled was
  private volatile @Nullable Connection
      link; // written here only; of the present generation, once the transport was asked

  SessionDriver(
      SessionOptions options,
      SessionEnvironment around,
      SerialExecutor mailbox,
      CallbackExecutor callbacks,
      SlowListenerDetector watch,
      EventSink events) {
    this.options = options;
    this.parts = new SessionParts(options, around, mailbox, callbacks, watch, events, this);
    this.deadlines = new Deadlines(parts, this);
    this.inbound = new PacketHandler(parts, this);
    this.doing = new EffectHandler(parts, this, inbound);
    this.publication = new StatePublisher(parts);
    this.acceptance =
        new OfflinePolicy(machine, parts.queue, parts.journal, options.bufferMessages());
  }

  // ---------------------------------------------------------------------- what the user asks for

  void open(CompletableFuture<Void> connected) {
    if (releasing) {
      connected.completeExceptionally(EffectHandler.clientClosed());
      return;
    }
    parts.connecting.add(connected);
    if (context.phase() == Phase.CONNECTED) {
      parts.connecting.done();
      return;
    }
    if (context.phase() == Phase.DISCONNECTED || context.phase() == Phase.CLOSING) {
      parts.ledger.opened(parts.around.timers().now());
    }
    step(Input.USER_OPEN, Failure.USER);
  }

  void close(Input input, CompletableFuture<Void> gone) {
    if (parts.closing.isEmpty()) {
      closeCalled = parts.around.timers().now();
    }
    parts.closing.add(gone);
    Phase before = context.phase();
    step(input, Failure.USER);
    if (context.phase() != Phase.CLOSING && before != Phase.CLOSING) {
      settle();
    }
  }

  /**
   * Closes for good, after the server has confirmed what was sent while connected.
   *
   * @param limit how long to wait for that; zero to close at once
   */
  void release(Duration limit, CompletableFuture<Void> gone) {
    if (context.phase() != Phase.CONNECTED || limit.isZero() || !parts.outbound.hasUnconfirmed()) {
      close(Input.CLIENT_CLOSE, gone);
      return;
    }
    releasing = true;
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    parts.outbound.flush(flushed, limit);
    CompletableFuture<?> unused =
        flushed.whenComplete(
            (confirmed, failure) -> parts.mailbox.submit(() -> close(Input.CLIENT_CLOSE, gone)));
  }

  void send(OutboundMessage message) {
    if (releasing) {
      acceptance.refuse(message);
      return;
    }
    if (context.phase() == Phase.CONNECTED) {
      parts.outbound.send(message); // the hot path: what the table says, without looking it up
      return;
    }
    acceptance.offer(message, context);
  }

  void cancelled() {
    parts.outbound.cancelled();
  }

  void flush(CompletableFuture<Void> left, Duration timeout) {
    parts.outbound.flush(left, timeout);
  }

  void wish(BiFunction<DesiredState, Boolean, Optional<OutboundPacket>> change) {
    change.apply(parts.wishes, context.phase() == Phase.CONNECTED).ifPresent(doing::write);
  }

  /** Any thread. */
  List<String> joinedChannels() {
    return parts.wishes.joinedChannels();
  }

  // ----------------------------------------------------------------------- what the link says

  void opened(Connection of) {
    if (isCurrent(of)) {
      step(Input.TRANSPORT_OPENED, Failure.USER);
    } else {
      parts.farewells.abort(of); // it had been given up before it opened
    }
  }

  void received(Connection of, Packet packet, int bytes) {
    parts.journal.received(of.generation(), packet, bytes, of.lastInbound());
    if (!isCurrent(of) || !isLive(context.phase())) {
      return;
    }
    parts.window.received(bytes);
    if (packet instanceof Event event && context.phase() == Phase.CONNECTED) {
      if (!parts.outbound.consumes(event, inbound.socketId())) {
        doing.deliver(event); // the hot path: what the table says, without looking it up
      }
    } else {
      inbound.handle(of, packet);
    }
    parts.window.refill();
  }

  void closed(Connection of, CloseStatus status) {
    parts.journal.closed(of.generation(), status);
    terminal(of, Input.TRANSPORT_CLOSED, Failures.closed(status, options.host()));
  }

  void failed(Connection of, TransportException failure) {
    parts.journal.failed(of.generation(), failure.kind());
    terminal(of, Input.TRANSPORT_FAILED, Failures.failed(failure, options.host()));
  }

  private void terminal(Connection of, Input input, Failure incident) {
    of.end();
    parts.farewells.gone(of);
    if (isCurrent(of)) {
      step(input, incident);
    }
  }

  void drained(Connection of) {
    if (isCurrent(of)) {
      parts.outbound.pump();
    }
  }

  // ------------------------------------------------------------------- what the suppliers answer

  void granted(long generation, Credentials.@Nullable Granted granted, @Nullable Failure trouble) {
    if (!isConnecting(generation)) {
      return;
    }
    if (granted == null) {
      step(Input.TRANSPORT_FAILED, Failures.orNoAnswer(trouble));
      return;
    }
    try {
      link = doing.attempts().connect(generation, granted);
    } catch (RuntimeException | Error thrown) { // the contract of transports forbids it
      step(Input.TRANSPORT_FAILED, Failures.internal("the transport's connect", thrown));
    }
  }

  void refreshed(
      long generation, Credentials.@Nullable Granted granted, @Nullable Failure trouble) {
    if (generation != context.generation() || context.phase() != Phase.AUTHENTICATING) {
      return;
    }
    if (granted == null) {
      step(Input.TRANSPORT_FAILED, Failures.orNoAnswer(trouble));
    } else {
      doing.write(doing.attempts().connectPacket());
    }
  }

  // -------------------------------------------------------------------- what other timers say

  void queueExpiryDue() {
    parts.queue.expiryDue();
  }

  void reopenWindow() {
    parts.journal.resumed();
    Connection of = link;
    if (of != null && isLive(context.phase())) {
      of.excuseSilence();
      parts.window.refill();
    }
  }

  // ------------------------------------------------------------------------------------ trouble

  /** The transport threw from a send; dealt with as an input of its own. */
  void transportThrew(Throwable thrown) {
    Connection of = link;
    parts.mailbox.submit(
        () -> {
          if (of != null && isCurrent(of)) {
            parts.farewells.abort(of); // it has not ended, though CLOSING would take it for that
            step(Input.TRANSPORT_FAILED, Failures.internal("the transport", thrown));
          }
        });
  }

  /** An input threw: a bug. The connection is given up, the session goes on. */
  void broken(Throwable thrown) {
    parts.log.bug(thrown);
    transportThrew(thrown);
  }

  void callbacksRejected(Throwable rejected) {
    parts.lastCallbacks.neverCome();
    if (context.phase() != Phase.RELEASED && !context.finalClose()) {
      parts.log.callbacksRejected(rejected);
      close(Input.CLIENT_CLOSE, new CompletableFuture<>());
    }
  }

  // ------------------------------------------------------------------------------------ one step

  /** Feeds an input to the machine and has its effects carried out. */
  void step(Input input, Failure incident) {
    Context before = context;
    Verdict verdict = null;
    if (machine.asksPolicy(before, input, incident.refreshable())) {
      verdict = decide(incident, before);
    }
    Step step = machine.step(before, input, incident.refreshable(), verdict);
    context = step.context();
    parts.journal.stepped(before, context, input);
    RealtimeError error =
        verdict != null && before.phase() != Phase.CONNECTED
            ? incident.toError(doing.attempt(), verdict)
            : null;
    publication.publish(context.state(), inbound.socketId(), input, incident, error, verdict);
    if (isLive(before.phase()) && !continues(before)) {
      linkIsOver(before);
    }
    for (Effect effect : step.effects()) {
      doing.perform(effect, input, incident, error);
    }
    deadlines.moved(before, context, verdict);
    if (before.phase() == Phase.CLOSING && context.phase() != Phase.CLOSING) {
      settle();
    }
  }

  private Verdict decide(Failure incident, Context before) {
    long now = parts.around.timers().now();
    parts.ledger.wentWrong(now);
    return parts.retries.decide(incident, parts.ledger, before.phase() == Phase.CONNECTED, now);
  }

  private void linkIsOver(Context before) {
    parts.window.detach();
    parts.outbound.disconnected();
    if (context.phase() == Phase.WAITING) { // else what waits is about to fail
      Connection ended = link;
      parts.flushes.connectionLost(
          ended != null && ended.sinceLastMessage().compareTo(ended.silenceLimit()) <= 0);
    }
    doing.forgetEarly();
    doing.attempts().over();
    if (before.phase() == Phase.CONNECTED) {
      parts.wishes.disconnected();
    }
  }

  /** A close is complete when nobody is leaving any more and the callbacks before it have run. */
  private void settle() {
    PendingFutures these = parts.closing.split();
    long called = closeCalled;
    parts.farewells.whenGone(
        () ->
            these.doneAfter(
                parts.lastCallbacks,
                ClosingConnections.leftForCallbacks(parts.around.timers().now() - called)));
  }

  // ------------------------------------------------------------------------------------- queries

  Snapshot snapshot() {
    return publication.snapshot();
  }

  OutboundQueue queue() {
    return parts.queue;
  }

  InboundFlowControl window() {
    return parts.window;
  }

  SessionEvents journal() {
    return parts.journal;
  }

  ConnectionListeners listeners() {
    return parts.listeners;
  }

  Phase phase() {
    return context.phase();
  }

  Context context() {
    return context;
  }

  long generation() {
    return context.generation();
  }

  /** A text of the server in which it may repeat what we sent. */
  String withoutSecrets(String text) {
    return doing.attempts().withoutSecrets(text);
  }

  Optional<Connection> currentLink() {
    return Optional.ofNullable(link);
  }

  /** The thread on which the transport reads. Any thread. */
  @Nullable Thread readingThread() {
    Connection present = link;
    return present == null ? null : present.readingThread();
  }

  void forgetLink() {
    link = null;
  }

  boolean isConnecting(long generation) {
    return generation == context.generation()
        && context.phase() == Phase.CONNECTING
        && link == null;
  }

  private boolean isCurrent(Connection of) {
    return of == link && of.generation() == context.generation();
  }

  private boolean continues(Context before) {
    return isLive(context.phase()) && before.generation() == context.generation();
  }

  private static boolean isLive(Phase phase) {
    return phase.attempting() || phase == Phase.CONNECTED;
  }
}

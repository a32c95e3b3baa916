package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionFailedException;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.FlushException;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.core.connection.ClosingConnections;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Effect;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.transport.CloseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Carries out effects. In the mailbox only. */
final class EffectHandler {

  private final SessionParts parts;
  private final SessionDriver shell;
  private final Connector attempts;
  private final PacketHandler inbound;
  private final List<Event> early = new ArrayList<>(); // before the CONNECT reply
  private long attempt; // the number of the automatic attempt under way; 0 for one by hand
  private boolean attemptTold; // whether callbacks are to run before the attempt

  EffectHandler(SessionParts parts, SessionDriver shell, PacketHandler inbound) {
    this.parts = parts;
    this.shell = shell;
    this.inbound = inbound;
    this.attempts = new Connector(parts, shell);
  }

  long attempt() {
    return attempt;
  }

  Connector attempts() {
    return attempts;
  }

  void perform(Effect effect, Input input, Failure incident, @Nullable RealtimeError error) {
    switch (effect) {
      case TELL_ATTEMPT -> tellAttempt();
      case OPEN -> open(input);
      case REQUEST_DEMAND -> shell.currentLink().ifPresent(parts.window::attach);
      case SEND_AUTH -> write(attempts.connectPacket());
      case REFRESH_AUTH -> attempts.refresh(shell.generation());
      case SEND_PONG -> sendPong();
      case SEND_BYE -> sayGoodbye();
      case CLOSE_TRANSPORT -> leave(CloseStatus.NORMAL);
      case CLOSE_BROKEN -> leave(CloseStatus.PROTOCOL_ERROR);
      case ABORT -> shell.currentLink().ifPresent(parts.farewells::abort);
      case RESTORE -> parts.wishes.restore().forEach(this::write);
      case TELL_CONNECTED -> tellConnected();
      case DELIVER_EARLY -> deliverEarly();
      case FLUSH -> flush();
      case TELL_DISCONNECTED -> tellDisconnected(incident.reason());
      case TELL_ERROR -> tellError(error);
      case KEEP_EARLY -> inbound.event().ifPresent(this::keepEarly);
      case DELIVER -> inbound.event().ifPresent(this::deliver);
      case FAIL_QUEUE -> failQueue();
      case RELEASE -> parts.farewells.whenGone(this::release);
      case REJECT -> parts.connecting.failed(clientClosed());
      case COUNT_STALE -> parts.log.stale(input, shell.phase());
      case QUEUE, QUEUE_IF_IDLE, WRITE, FAIL_SEND ->
          throw new IllegalStateException("messages are handled by send(), not here: " + effect);
    }
  }

  /** Writes a packet of the protocol at once, before any message that waits. */
  void write(OutboundPacket packet) {
    shell
        .currentLink()
        .ifPresent(
            link -> {
              Throwable thrown = link.write(packet);
              if (thrown != null) {
                shell.transportThrew(thrown);
              }
            });
  }

  void deliver(Event event) {
    int bytes = event.size();
    parts.window.handedOn(bytes);
    enqueue(event, bytes);
  }

  private void enqueue(Event event, int bytes) {
    parts.callbacks.add(
        () -> {
          long begun = parts.journal.callbackBegins();
          parts.events.deliver(event);
          parts.journal.callbackEnds(begun);
          parts.window.consumed(bytes);
        });
  }

  /** The connection of this attempt is over. */
  void forgetEarly() {
    early.forEach(event -> parts.window.consumed(event.size()));
    early.clear();
  }

  private void keepEarly(Event event) {
    parts.window.handedOn(event.size());
    early.add(event);
  }

  private void deliverEarly() {
    early.forEach(event -> enqueue(event, event.size()));
    early.clear();
  }

  private void tellAttempt() {
    attempt = parts.ledger.nextAttempt();
    attemptTold = !parts.listeners.attempt.isEmpty();
    parts.listeners.tellAttempt(attempt);
  }

  private void open(Input input) {
    if (input == Input.USER_OPEN) {
      attempt = 0;
      attemptTold = false;
    }
    shell.forgetLink();
    parts.journal.beginning(attempt);
    attempts.begin(shell.generation(), attemptTold ? parts.lastCallbacks : null);
  }

  private void sendPong() {
    parts.journal.pinged();
    write(PacketEncoder.pong(inbound.ping()));
  }

  private void sayGoodbye() {
    write(PacketEncoder.disconnect());
    shell.currentLink().ifPresent(link -> link.close(CloseStatus.NORMAL));
  }

  private void leave(CloseStatus status) {
    shell.currentLink().ifPresent(link -> parts.farewells.close(link, status));
  }

  private void tellConnected() {
    parts.window.handshakeDone();
    parts.ledger.connected(parts.around.timers().now());
    parts.journal.tellingConnect();
    parts.listeners.tellConnected();
    parts.connecting.done();
  }

  private void tellDisconnected(DisconnectReason reason) {
    parts.journal.tellingDisconnect(reason);
    parts.listeners.tellDisconnected(reason);
  }

  private void flush() {
    shell
        .currentLink()
        .ifPresent(link -> parts.outbound.connected(link, attempts.maxBufferedBytes()));
  }

  private void tellError(@Nullable RealtimeError error) {
    if (error != null) {
      parts.journal.tellingError(error);
      parts.listeners.tellError(error);
    }
  }

  private void failQueue() {
    NotSentException why = notSent(shell.context());
    parts.flushes.noConnection(
        why.reason() == Reason.FAILED
            ? FlushException.Reason.FAILED
            : FlushException.Reason.CLOSED);
    parts.queue.failAll(why);
  }

  /** Why nothing can be sent as things are. */
  static NotSentException notSent(Context context) {
    if (context.state() == ConnectionState.FAILED) {
      return new NotSentException(
          Reason.FAILED,
          "The client has stopped trying to connect. See onError for the reason, then call"
              + " open().");
    }
    boolean forGood = context.phase() == Phase.RELEASED || context.finalClose();
    return forGood
        ? closedForGood()
        : new NotSentException(
            Reason.CLOSED, "The connection is closed. Call open() first, then send it again.");
  }

  static NotSentException closedForGood() {
    return new NotSentException(
        Reason.CLOSED, "The client was closed for good. Build another one.");
  }

  /** After the last callback, or after half a second if one is stuck. */
  private void release() {
    parts.lastCallbacks.then(ClosingConnections.LAST_CALLBACKS, this::giveBack);
  }

  private void giveBack() {
    try {
      parts.around.workers().execute(parts.around.released());
    } catch (RejectedExecutionException full) { // ignored: given back here, else it never would be
      parts.around.released().run();
    }
  }

  static ConnectionFailedException clientClosed() {
    return new ConnectionFailedException(
        "AGN-222", "The client was closed for good. Build another one.", null);
  }
}

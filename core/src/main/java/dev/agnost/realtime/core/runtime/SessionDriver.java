package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.outbound.MessageSender;
import dev.agnost.realtime.core.outbound.OutboundMessage;
import dev.agnost.realtime.core.outbound.SendPolicy;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Effect;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.RetryLedger;
import dev.agnost.realtime.core.session.SessionMachine;
import dev.agnost.realtime.core.session.Step;
import dev.agnost.realtime.core.session.TransitionTable;
import dev.agnost.realtime.core.session.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Feeds inputs to the session machine and has their effects carried out. On the serial executor
 * only.
 */
final class SessionDriver implements Stepper {

  private final SessionMachine machine = new SessionMachine(TransitionTable.SHARED);
  private final SessionState state;
  private final EffectHandler effects;
  private final PhaseTimers timers;
  private final StatePublisher publisher;
  final PacketHandler packets;
  private final ConnectAttempts attempts;
  private final CloseCompletion closing;
  private final SendPolicy sending;
  private final MessageSender sender;
  private final SerialExecutor executor;
  private final ReconnectDecider decider;
  private final RetryLedger ledger;
  private final Scheduler scheduler;
  private final SessionEvents events;

  private boolean releasing; // closed for good, and waiting for the server to confirm messages

  SessionDriver(
      SessionState state,
      EffectHandler effects,
      PhaseTimers timers,
      StatePublisher publisher,
      PacketHandler packets,
      ConnectAttempts attempts,
      CloseCompletion closing,
      SendPolicy sending,
      MessageSender sender,
      SerialExecutor executor,
      ReconnectDecider decider,
      RetryLedger ledger,
      Scheduler scheduler,
      SessionEvents events) {
    this.state = state;
    this.effects = effects;
    this.timers = timers;
    this.publisher = publisher;
    this.packets = packets;
    this.attempts = attempts;
    this.closing = closing;
    this.sending = sending;
    this.sender = sender;
    this.executor = executor;
    this.decider = decider;
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.events = events;
  }

  /** Opens the connection; see {@link dev.agnost.realtime.Realtime#open()}. */
  void open(CompletableFuture<Void> connected) {
    if (releasing) {
      publisher.rejectOpen(connected);
      return;
    }
    publisher.awaitConnected(connected);
    if (state.phase() == Phase.DISCONNECTED || state.phase() == Phase.CLOSING) {
      ledger.opened(scheduler.now());
    }
    step(Input.USER_OPEN);
  }

  /**
   * Closes the connection.
   *
   * @param input {@link Input#USER_CLOSE} or {@link Input#CLIENT_CLOSE}
   */
  void close(Input input, CompletableFuture<Void> ended) {
    closing.add(ended);
    Phase before = state.phase();
    step(input);
    if (state.phase() != Phase.CLOSING && before != Phase.CLOSING) {
      closing.settle();
    }
  }

  /**
   * Closes for good, after the server has confirmed what was sent while connected.
   *
   * @param limit how long to wait for that; zero to close at once
   */
  void release(Duration limit, CompletableFuture<Void> ended) {
    if (state.phase() != Phase.CONNECTED || limit.isZero() || !sender.hasUnconfirmed()) {
      close(Input.CLIENT_CLOSE, ended);
      return;
    }
    releasing = true;
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    sender.flush(flushed, limit);
    CompletableFuture<?> unused =
        flushed.whenComplete(
            (confirmed, failure) -> executor.submit(() -> close(Input.CLIENT_CLOSE, ended)));
  }

  /** Writes, queues or refuses a message. */
  void send(OutboundMessage message) {
    if (releasing) {
      sending.refuseForGood(message);
    } else {
      sending.send(message, state.context());
    }
  }

  /** Whether the client was closed for good. */
  boolean isClosedForGood() {
    return state.phase() == Phase.RELEASED || state.context().finalClose();
  }

  @Override
  public void step(Input input, Failure failure) {
    Context before = state.context();
    Verdict verdict =
        machine.asksPolicy(before, input, failure.refreshable()) ? decide(failure, before) : null;
    Step step = machine.step(before, input, failure.refreshable(), verdict);
    Context after = step.context();
    state.moveTo(after);
    events.stepped(before, after, input);
    StatePublisher.Outcome outcome =
        new StatePublisher.Outcome(failure, error(before, failure, verdict), verdict);
    publisher.publish(after.state(), packets.socketId(), input, outcome);
    if (before.phase().live() && !continues(before, after)) {
      effects.connectionOver(before);
    }
    for (Effect effect : step.effects()) {
      effects.perform(effect, input, outcome);
    }
    timers.moved(before, after, verdict);
    if (before.phase() == Phase.CLOSING && state.phase() != Phase.CLOSING) {
      closing.settle();
    }
  }

  private Verdict decide(Failure failure, Context before) {
    long now = scheduler.now();
    ledger.wentWrong(now);
    return decider.decide(failure, ledger, before.phase() == Phase.CONNECTED, now);
  }

  private Optional<RealtimeError> error(
      Context before, Failure failure, @Nullable Verdict verdict) {
    return verdict == null || before.phase() == Phase.CONNECTED
        ? Optional.empty()
        : Optional.of(failure.toError(attempts.number(), verdict));
  }

  private static boolean continues(Context before, Context after) {
    return after.phase().live() && before.generation() == after.generation();
  }
}

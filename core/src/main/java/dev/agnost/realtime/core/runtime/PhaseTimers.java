package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.ClosingConnections;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.connection.HeartbeatMonitor;
import dev.agnost.realtime.core.inbound.InboundFlowControl;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.TimerKind;
import dev.agnost.realtime.core.session.Verdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The timers of the current phase, at most one of a kind, and the inputs that they become. On the
 * serial executor only; a timer that fires is passed on there, unless it was cancelled meanwhile.
 */
final class PhaseTimers {

  private final SessionState state;
  private final Stepper stepper;
  private final Scheduler scheduler;
  private final SerialExecutor executor;
  private final HeartbeatMonitor heartbeat;
  private final InboundFlowControl flow;
  private final Duration connectTimeout;
  private final String host;
  private final Map<TimerKind, Armed> armed = new EnumMap<>(TimerKind.class);

  PhaseTimers(
      SessionState state,
      Stepper stepper,
      Scheduler scheduler,
      SerialExecutor executor,
      InboundFlowControl flow,
      SessionOptions options) {
    this.state = state;
    this.stepper = stepper;
    this.scheduler = scheduler;
    this.executor = executor;
    this.heartbeat = new HeartbeatMonitor(scheduler);
    this.flow = flow;
    this.connectTimeout = options.timeout();
    this.host = options.host();
  }

  /**
   * After a step: cancels the timers that the new phase does not have and arms those that it adds.
   *
   * @param verdict the decision about another attempt; null if the policy was not asked
   */
  void moved(Context before, Context after, @Nullable Verdict verdict) {
    boolean fresh = after.generation() != before.generation();
    for (TimerKind kind : TimerKind.values()) {
      boolean had = before.phase().has(kind) && !fresh;
      boolean has = after.phase().has(kind);
      if (has && !had) {
        arm(kind, verdict);
      } else if (!has) {
        cancel(kind);
      }
    }
  }

  private void arm(TimerKind kind, @Nullable Verdict verdict) {
    switch (kind) {
      case CONNECT_DEADLINE -> arm(kind, connectTimeout);
      case CLOSE_DEADLINE -> arm(kind, ClosingConnections.ANSWER_LIMIT);
      case RETRY ->
          arm(kind, verdict == null ? Duration.ZERO : verdict.delay().orElse(Duration.ZERO));
      case HEARTBEAT ->
          armHeartbeat(state.connection().map(Connection::silenceLimit).orElse(connectTimeout));
    }
  }

  private void armHeartbeat(Duration wait) {
    heartbeat.armed(wait);
    arm(TimerKind.HEARTBEAT, wait);
  }

  private void arm(TimerKind kind, Duration delay) {
    cancel(kind);
    Armed timer = new Armed();
    armed.put(kind, timer);
    timer.cancellation = scheduler.schedule(delay, () -> executor.submit(() -> due(kind, timer)));
  }

  private void cancel(TimerKind kind) {
    Armed timer = armed.remove(kind);
    if (timer != null) {
      timer.cancel();
    }
  }

  private void due(TimerKind kind, Armed timer) {
    if (armed.remove(kind, timer)) {
      fired(kind);
    }
  }

  private void fired(TimerKind kind) {
    switch (kind) {
      case CONNECT_DEADLINE -> stepper.step(Input.CONNECT_DEADLINE, connectTimedOut());
      case RETRY -> stepper.step(Input.RETRY_DUE);
      case CLOSE_DEADLINE -> stepper.step(Input.CLOSE_DEADLINE);
      case HEARTBEAT -> state.connection().ifPresent(this::checkHeartbeat);
    }
  }

  private Failure connectTimedOut() {
    return state.connection().isEmpty()
        ? Failures.noCredentials(connectTimeout)
        : Failures.deadline(state.phase(), connectTimeout, host);
  }

  private void checkHeartbeat(Connection connection) {
    Optional<Duration> wait = heartbeat.check(connection, flow.isClosed());
    if (wait.isPresent()) {
      armHeartbeat(wait.get());
      return;
    }
    Duration limit = connection.silenceLimit();
    if (HeartbeatMonitor.lacksAttachment(connection)) {
      stepper.step(Input.VIOLATION, Failures.missingAttachment(limit, host));
    } else {
      stepper.step(Input.HEARTBEAT_MISSED, Failures.heartbeat(limit, host));
    }
  }

  /** One arming, equal to itself only. */
  private static final class Armed {
    private Scheduler.@Nullable Timer cancellation; // null until the scheduler has returned it

    void cancel() {
      if (cancellation != null) {
        cancellation.cancel();
      }
    }
  }
}

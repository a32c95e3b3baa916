package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.connection.ClosingConnections;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.connection.HeartbeatMonitor;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.TimerKind;
import dev.agnost.realtime.core.session.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a phase may last: arms the timers that live in it, and tells the session when one is
 * due. In the mailbox only.
 */
final class Deadlines {

  private final SessionParts parts;
  private final SessionDriver shell;
  private final PhaseTimers timers;

  Deadlines(SessionParts parts, SessionDriver shell) {
    this.parts = parts;
    this.shell = shell;
    this.timers = new PhaseTimers(parts.around.timers(), parts.mailbox, this::fired);
  }

  /**
   * A step was made: timers that the new phase does not list are cancelled, those that it adds are
   * armed.
   *
   * @param verdict what was decided about another attempt; null if nothing was asked
   */
  void moved(Context before, Context after, @Nullable Verdict verdict) {
    boolean fresh = after.generation() != before.generation();
    for (TimerKind kind : TimerKind.values()) {
      boolean had = before.phase().has(kind) && !fresh;
      boolean has = after.phase().has(kind);
      if (has && !had) {
        arm(kind, verdict);
      } else if (!has) {
        timers.cancel(kind);
      }
    }
  }

  private void arm(TimerKind kind, @Nullable Verdict verdict) {
    switch (kind) {
      case CONNECT_DEADLINE -> timers.arm(kind, parts.options.timeout());
      case CLOSE_DEADLINE -> timers.arm(kind, ClosingConnections.ANSWER_LIMIT);
      case RETRY ->
          timers.arm(kind, verdict == null ? Duration.ZERO : verdict.delay().orElse(Duration.ZERO));
      case HEARTBEAT ->
          armHeartbeat(
              shell.currentLink().map(Connection::silenceLimit).orElse(parts.options.timeout()));
    }
  }

  private void armHeartbeat(Duration wait) {
    parts.heartbeat.armed(wait);
    timers.arm(TimerKind.HEARTBEAT, wait);
  }

  private void fired(TimerKind kind) {
    switch (kind) {
      case CONNECT_DEADLINE -> shell.step(Input.CONNECT_DEADLINE, connectTookTooLong());
      case RETRY -> shell.step(Input.RETRY_DUE, Failure.USER);
      case CLOSE_DEADLINE -> shell.step(Input.CLOSE_DEADLINE, Failure.USER);
      case HEARTBEAT -> shell.currentLink().ifPresent(this::checkHeartbeat);
    }
  }

  private Failure connectTookTooLong() {
    SessionOptions options = parts.options;
    return shell.currentLink().isEmpty()
        ? Failures.noCredentials(options.timeout())
        : Failures.deadline(shell.phase(), options.timeout(), options.host());
  }

  private void checkHeartbeat(Connection silent) {
    Optional<Duration> wait = parts.heartbeat.check(silent, parts.window.isClosed());
    if (wait.isPresent()) {
      armHeartbeat(wait.get());
      return;
    }
    Duration limit = silent.silenceLimit();
    String host = parts.options.host();
    if (HeartbeatMonitor.lacksAttachment(silent)) {
      shell.step(Input.VIOLATION, Failures.missingAttachment(limit, host));
    } else {
      shell.step(Input.HEARTBEAT_MISSED, Failures.heartbeat(limit, host));
    }
  }
}

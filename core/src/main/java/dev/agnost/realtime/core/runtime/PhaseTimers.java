package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.session.TimerKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of the present phase, at most one of a kind. In the mailbox only; a timer that fires
 * is passed on there, unless it was cancelled meanwhile.
 */
final class PhaseTimers {

  private final Scheduler timers;
  private final SerialExecutor mailbox;
  private final Consumer<TimerKind> fired;
  private final Map<TimerKind, Armed> armed = new EnumMap<>(TimerKind.class);

  PhaseTimers(Scheduler timers, SerialExecutor mailbox, Consumer<TimerKind> fired) {
    this.timers = timers;
    this.mailbox = mailbox;
    this.fired = fired;
  }

  void arm(TimerKind kind, Duration delay) {
    cancel(kind);
    Armed timer = new Armed();
    armed.put(kind, timer);
    timer.cancellation = timers.schedule(delay, () -> mailbox.submit(() -> due(kind, timer)));
  }

  void cancel(TimerKind kind) {
    Armed timer = armed.remove(kind);
    if (timer != null) {
      timer.cancel();
    }
  }

  private void due(TimerKind kind, Armed timer) {
    if (armed.get(kind) == timer) {
      armed.remove(kind);
      fired.accept(kind);
    }
  }

  /** Identity of one arming. */
  private static final class Armed {
    private Scheduler.@Nullable Timer cancellation; // null until the scheduler has answered

    void cancel() {
      if (cancellation != null) {
        cancellation.cancel();
      }
    }
  }
}

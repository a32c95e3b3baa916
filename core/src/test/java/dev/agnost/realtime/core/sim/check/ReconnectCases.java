package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.CheckerCase.MIDDLE;
import static dev.agnost.realtime.core.sim.check.CheckerCase.breaks;
import static dev.agnost.realtime.core.sim.check.CheckerCase.keeps;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.SECOND;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.trace;

import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;

/** I18 to I28. */
final class ReconnectCases {

  private static final RunFacts TWO_ATTEMPTS =
      MIDDLE.with(new ReconnectRules(SECOND, 5 * SECOND, 30 * SECOND, 60 * SECOND, 2));

  private ReconnectCases() {}

  static List<CheckerCase> all() {
    return List.of(
        breaks(
            "I18",
            "attempt 2 is told as 3",
            trace().connected().lost().retries(1000, 1).fails().retries(1500, 3)),
        keeps(
            "I18",
            "attempts restart at 1 after onConnect",
            trace().connected().lost().reconnected(1000, 1).lost().retries(1500, 1)),
        breaks(
            "I19",
            "a server that drops at once does not slow it down",
            trace().connected().lost().reconnected(1000, 1).lost().retries(600, 1)),
        keeps(
            "I19",
            "a connection of 30 s sets the level back",
            trace().connected().lost().reconnected(1000, 1).pass(30).lost().retries(600, 1)),
        breaks("I20", "a first wait of 2.5 s", trace().connected().lost().retries(2500, 1)),
        keeps("I20", "a first wait of 2 s", trace().connected().lost().retries(2000, 1)),
        breaks(
            "I21",
            "two clients draw the same",
            fourWaits(fourWaits(trace(), 1500, 3000, 4000).client(1), 1500, 3000, 4000)),
        keeps(
            "I21",
            "two clients differ in one of four",
            fourWaits(fourWaits(trace(), 1500, 3000, 4000).client(1), 1500, 3000, 4001)),
        breaks(
            "I22",
            "open() while waiting, and the timer begins another attempt",
            openWhileWaiting().passMillis(500).attempt()),
        keeps("I22", "open() while waiting", openWhileWaiting().passMillis(500)),
        breaks(
            "I23",
            "an attempt before it was told",
            trace().connected().lost().passMillis(1000).snap("CONNECTING").attempt()),
        keeps(
            "I23",
            "an attempt right after it was told",
            trace().connected().lost().retries(1000, 1).attempt()),
        breaks("I23", "asleep, and not told for 999 ms", asleepUntold(989)),
        keeps("I23", "asleep, and not told for a second", asleepUntold(990)),
        breaks("I24", "a third attempt of two", twoFail().retries(3000, 3), TWO_ATTEMPTS),
        keeps(
            "I24",
            "given up after two",
            trace()
                .opening()
                .fails()
                .retries(750, 1)
                .fails()
                .retries(1500, 2)
                .attempt()
                .closed("lost")
                .snap("FAILED")
                .tellError()
                .tell(Kind.EVT_GIVEUP),
            TWO_ATTEMPTS),
        breaks("I25", "waits for ever although nothing is wrong", healing(200)),
        keeps("I25", "still waits soon after the last fault", healing(50)),
        breaks("I26", "spins", trace().add(Kind.RES, "what", "tasks", "value", 1001)),
        keeps("I26", "busy", trace().add(Kind.RES, "what", "tasks", "value", 1000)),
        breaks("I26", "more tasks than ten frames explain", frames(10, 1011)),
        keeps("I26", "a task more for each of ten frames", frames(10, 1010)),
        breaks("I26", "timers of closes that are complete", closes(true)),
        keeps("I26", "timers of closes that are not complete", closes(false)),
        breaks(
            "I27",
            "the heartbeat of the connection before is still armed",
            trace().connected().arm("PhaseTimers", 40 * SECOND).lost().arm("PhaseTimers", SECOND)),
        keeps(
            "I27",
            "the heartbeat is cancelled before",
            trace()
                .connected()
                .arm("PhaseTimers", 40 * SECOND)
                .cancel()
                .lost()
                .arm("PhaseTimers", SECOND)),
        breaks("I28", "Retry-After is ignored", overloaded().retries(1000, 1)),
        keeps("I28", "Retry-After is waited for", overloaded().retries(30_000, 1)));
  }

  private static TraceBuilder fourWaits(TraceBuilder script, long second, long third, long fourth) {
    return script
        .connected()
        .lost()
        .retries(1000, 1)
        .fails()
        .retries(second, 2)
        .fails()
        .retries(third, 3)
        .fails()
        .retries(fourth, 4);
  }

  private static TraceBuilder openWhileWaiting() {
    return trace()
        .connected()
        .lost()
        .passMillis(500)
        .begin("open")
        .attempt()
        .returned("open")
        .snap("CONNECTING");
  }

  private static TraceBuilder twoFail() {
    return trace().opening().fails().retries(750, 1).fails().retries(1500, 2).fails();
  }

  private static TraceBuilder asleepUntold(long asleep) {
    return trace()
        .connected()
        .lost()
        .passMillis(1000)
        .snap("CONNECTING")
        .passMillis(10 + asleep)
        .add(Kind.RUN, "phase", "asleep", "duration", asleep * 1_000_000L)
        .attempt();
  }

  private static TraceBuilder frames(int frames, long tasks) {
    TraceBuilder script = trace().connected();
    for (int i = 1; i <= frames; i++) {
      script.event(i);
    }
    return script.add(Kind.RES, "what", "tasks", "value", tasks);
  }

  /** Four timers of calls of close, after which the client was opened again. */
  private static TraceBuilder closes(boolean complete) {
    TraceBuilder script = trace().connected().lost().call("close");
    if (complete) {
      script.done("close");
    }
    script.opening().engine().reply().snap("CONNECTED").tell(Kind.EVT_CONNECT);
    for (int i = 0; i < 4; i++) {
      script.passMillis(1).arm("CallbackBarrier", 0).fire();
    }
    return script;
  }

  private static TraceBuilder healing(long seconds) {
    return trace()
        .opening()
        .fails()
        .add(Kind.RUN, "phase", "heal")
        .pass(seconds)
        .add(Kind.RUN, "phase", "healed");
  }

  private static TraceBuilder overloaded() {
    return trace()
        .opening()
        .attempt()
        .wire(Kind.WIRE_CLOSED, "how", "refused", "status", 503, "retryAfter", 30 * SECOND)
        .snap("WAITING")
        .tellError();
  }
}

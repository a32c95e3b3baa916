package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.Script.SECOND;
import static dev.agnost.realtime.core.sim.check.Script.trace;
import static dev.agnost.realtime.core.sim.check.Verdict.breaks;
import static dev.agnost.realtime.core.sim.check.Verdict.keeps;

import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;

/** Progress and timers: the other ways to break I25 to I28, and edges. */
final class WorkVerdicts {

  private WorkVerdicts() {}

  static List<Verdict> all() {
    return List.of(
        breaks("I25", "not connected after 95 s", heals(failed(), 95_000)),
        keeps("I25", "not connected after 94,999 ms", heals(failed(), 94_999)),
        breaks("I25", "not connected after 125 s", heals(overloaded(30), 125_000)),
        keeps("I25", "not connected after 124,999 ms", heals(overloaded(30), 124_999)),
        breaks("I25", "not connected after 695 s", heals(overloaded(700), 695_000)),
        keeps("I25", "not connected after 694,999 ms", heals(overloaded(700), 694_999)),
        keeps("I25", "nobody wants it", heals(trace(), 200_000)),
        keeps("I25", "closed", heals(trace().connected().close(), 200_000)),
        keeps(
            "I25",
            "refused for good",
            heals(
                trace()
                    .opening()
                    .engine()
                    .rx("connectError", "code", "invalid_api_key")
                    .leaves("abort")
                    .snap("FAILED")
                    .tellError(),
                200_000)),
        keeps(
            "I25",
            "opened later",
            trace()
                .add(Kind.RUN, "phase", "heal")
                .pass(50)
                .opening()
                .fails()
                .passMillis(94_999)
                .add(Kind.RUN, "phase", "healed")),
        breaks("I25", "a message waits for 5,001 ms", unsent(5001)),
        keeps("I25", "a message waits for 5 s", unsent(5000)),
        keeps(
            "I25",
            "no message waits",
            idles(0).sendNow(1).passMillis(6000).add(Kind.RUN, "phase", "healed")),
        breaks("I26", "1,001 timers in one instant", fires(1001, 0)),
        keeps("I26", "1,000 timers in one instant", fires(1000, 0)),
        keeps(
            "I26",
            "1,001 timers in two instants",
            fires(1000, 0).passMillis(1).arm("Waits", 0).fire()),
        breaks("I26", "four timers while idle", fires(trace().connected(), 4)),
        keeps("I26", "three timers while idle", fires(trace().connected(), 3)),
        keeps(
            "I26",
            "five timers and two pings",
            fires(fires(trace().connected(), 2).rx("ping").tx("pong").rx("ping").tx("pong"), 3)),
        keeps("I26", "timers and work", fires(fires(trace().connected(), 3).tx("other"), 3)),
        keeps("I26", "timers while a message waits", fires(trace().connected().send(1), 9)),
        keeps("I26", "timers while a callback runs", fires(trace().connected().begins(1, "a"), 9)),
        keeps(
            "I26",
            "timers while it does not read",
            fires(trace().connected().wire(Kind.WIRE_DEMAND, "open", false), 9)),
        keeps("I26", "timers while it waits", fires(failed(), 9)),
        breaks("I27", "fires unarmed", trace().add(Kind.TMR_FIRE, "timer", 9)),
        breaks("I27", "fires when cancelled", trace().arm("Waits", 0).cancel().fire()),
        breaks("I27", "fires early", trace().arm("Waits", SECOND).passMillis(999).fire()),
        keeps("I27", "fires in time", trace().arm("Waits", SECOND).passMillis(1000).fire()),
        breaks("I27", "three while connecting", phase(trace().opening(), 3)),
        keeps("I27", "two while connecting", phase(trace().opening(), 2)),
        breaks("I27", "one in IDLE", phase(trace(), 1)),
        keeps(
            "I27",
            "one after another",
            trace()
                .opening()
                .arm("PhaseTimers", 0)
                .fire()
                .arm("PhaseTimers", 0)
                .fire()
                .arm("PhaseTimers", 0)
                .fire()
                .passMillis(1)
                .add(Kind.LOG)),
        breaks("I27", "armed when close is complete", phase(trace().connected(), 1).close()),
        breaks(
            "I27",
            "a farewell from before it",
            trace().connected().arm("ClosingConnections", SECOND).close()),
        breaks(
            "I27",
            "armed when release is complete",
            trace()
                .arm("Waits", SECOND)
                .call("release")
                .snap("CLOSED")
                .done("release")
                .passMillis(1)),
        keeps(
            "I27",
            "a farewell to a stranger",
            trace()
                .connected()
                .close()
                .arm("ClosingConnections", SECOND)
                .passMillis(1)
                .add(Kind.LOG)),
        breaks(
            "I27",
            "it is armed at the end",
            trace().connected().close().arm("ClosingConnections", SECOND).passMillis(1),
            RunFacts.STANDARD),
        keeps("I27", "opened again", phase(trace().connected().close().opening(), 1)),
        breaks("I28", "29,999 ms of 30 s", overloaded(30).retries(29_999, 1)),
        keeps("I28", "no more than ten minutes", overloaded(700).retries(600_000, 1)),
        breaks("I28", "less than ten minutes", overloaded(700).retries(599_999, 1)));
  }

  private static Script failed() {
    return trace().opening().fails();
  }

  private static Script overloaded(long seconds) {
    return trace()
        .opening()
        .attempt()
        .wire(Kind.WIRE_CLOSED, "how", "refused", "status", 503, "retryAfter", seconds * SECOND)
        .gone()
        .snap("WAITING")
        .tellError();
  }

  private static Script heals(Script script, long millis) {
    return script
        .add(Kind.RUN, "phase", "heal")
        .passMillis(millis)
        .add(Kind.RUN, "phase", "healed");
  }

  private static Script idles(long millis) {
    Script script = trace().connected().add(Kind.RUN, "phase", "heal");
    for (int i = 0; i < 10; i++) {
      script.pass(10).rx("ping").tx("pong");
    }
    return script.passMillis(millis);
  }

  private static Script unsent(long millis) {
    return idles(0).send(1).passMillis(millis).add(Kind.RUN, "phase", "healed");
  }

  private static Script fires(int times, int first) {
    Script script = trace();
    for (int i = first; i < times; i++) {
      script.arm("Waits", 0).fire();
    }
    return script;
  }

  private static Script fires(Script script, int times) {
    for (int i = 0; i < times; i++) {
      script.passMillis(1).arm("Waits", 0).fire();
    }
    return script;
  }

  private static Script phase(Script script, int times) {
    for (int i = 0; i < times; i++) {
      script.arm("PhaseTimers", SECOND);
    }
    return script.passMillis(1).add(Kind.LOG);
  }
}

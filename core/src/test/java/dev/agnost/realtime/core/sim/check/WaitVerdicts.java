package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.Script.SECOND;
import static dev.agnost.realtime.core.sim.check.Script.trace;
import static dev.agnost.realtime.core.sim.check.Verdict.MIDDLE;
import static dev.agnost.realtime.core.sim.check.Verdict.breaks;
import static dev.agnost.realtime.core.sim.check.Verdict.keeps;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;

/** Attempts, waits and timers: the other ways to break I18 to I28, and edges. */
final class WaitVerdicts {

  private static final RunFacts LATE = MIDDLE.withLateness(SECOND);
  private static final RunFacts OTHER_WAITS = MIDDLE.without(Trait.STANDARD_WAITS);
  private static final RunFacts REFUSING = MIDDLE.and(Trait.REFUSES_CALLBACKS);

  private static final RunFacts TWO_ATTEMPTS =
      MIDDLE.with(new ReconnectRules(SECOND, 5 * SECOND, 30 * SECOND, 60 * SECOND, 2));

  private static final RunFacts SOON_LONG =
      MIDDLE.with(new ReconnectRules(SECOND, 5 * SECOND, 30 * SECOND, 10 * SECOND, 0));

  private WaitVerdicts() {}

  static List<Verdict> all() {
    return List.of(
        breaks("I18", "the first is told as 2", trace().connected().lost().retries(1000, 2)),
        breaks("I18", "it goes on after onConnect", trace().connected().lost()
            .reconnected(1000, 1).lost().retries(1500, 2)),
        breaks("I18", "1 again and again", failed().retries(750, 1).fails().retries(1500, 1)
            .fails().retries(3000, 1)),
        keeps("I18", "1 again after close() and open()", failed().retries(750, 1).fails().close()
            .opening().fails().retries(750, 1)),
        breaks("I19", "stable for 29,999 ms", stoodFor(29_999, 600)),
        breaks("I19", "a tenth of the base", stoodFor(0, 100)),
        breaks("I20", "less than a tenth of the base", stoodFor(0, 99)),
        breaks("I20", "first wait of 99 ms", trace().connected().lost().retries(99, 1)),
        keeps("I20", "first wait of 100 ms", trace().connected().lost().retries(100, 1)),
        breaks("I20", "first wait of 2,001 ms", trace().connected().lost().retries(2001, 1)),
        breaks("I20", "level 1: 499 ms", failed().retries(499, 1)),
        keeps("I20", "level 1: 500 ms", failed().retries(500, 1)),
        breaks("I20", "level 1: 1,001 ms", failed().retries(1001, 1)),
        keeps("I20", "level 1: 1,000 ms", failed().retries(1000, 1)),
        breaks("I20", "level 2: 999 ms", failed().retries(750, 1).fails().retries(999, 2)),
        keeps("I20", "level 2: 1,000 ms", failed().retries(750, 1).fails().retries(1000, 2)),
        breaks("I20", "level 2: 2,001 ms", failed().retries(750, 1).fails().retries(2001, 2)),
        keeps("I20", "level 2: 2,000 ms", failed().retries(750, 1).fails().retries(2000, 2)),
        breaks("I20", "level 4: 2,499 ms", three(4000).retries(2499, 4)),
        keeps("I20", "level 4: 2,500 ms", three(4000).retries(2500, 4)),
        breaks("I20", "level 4: 5,001 ms", three(4000).retries(5001, 4)),
        keeps("I20", "level 4: 5,000 ms", three(4000).retries(5000, 4)),
        breaks("I20", "long outage: 16,001 ms", long5(3000, 16_001), SOON_LONG),
        keeps("I20", "long outage: 16 s", long5(3000, 16_000), SOON_LONG),
        breaks("I20", "long outage: 7,999 ms", long5(3000, 7_999), SOON_LONG),
        breaks("I20", "no long outage: 5,001 ms", long5(2999, 5001), SOON_LONG),
        breaks("I20", "late by 1,001 ms", failed().retries(2001, 1), LATE),
        keeps("I20", "late by 1 s", failed().retries(2000, 1), LATE),
        keeps("I20", "it slept", EpochVerdicts.asleep(failed(), 9).retries(1000, 1)),
        breaks("I20", "it slept, and a millisecond", EpochVerdicts.asleep(failed(), 9)
            .retries(1001, 1)),
        keeps("I20", "the timer was late by itself", fired(750, 3000)),
        breaks("I20", "the timer was set too long", fired(1500, 1500), LATE),
        keeps("I20", "any wait if the policy is another", failed().retries(9000, 1), OTHER_WAITS),
        keeps("I20", "open() ended the wait", trace().connected().lost().passMillis(50)
            .begin("open").attempt().returned("open").snap("CONNECTING")),
        keeps("I20", "a new series after FAILED", gaveUp().begin("open").returned("open").attempt()
            .closed("lost").gone().snap("WAITING").tellError().retries(750, 1), TWO_ATTEMPTS),
        breaks("I21", "ten equal waits", equal(0, 10)),
        keeps("I21", "nine equal waits", equal(0, 9)),
        breaks("I21", "four of ten are equal", equal(6, 4)),
        keeps("I21", "three of ten are equal", equal(7, 3)),
        keeps("I21", "four of sixteen are equal", equal(12, 4)),
        breaks("I21", "two clients are at the same places", waits(waits(trace().connected().lost(),
            1050, 1500, 3000, 4000).client(1).opening().fails(), 750, 1500, 3000, 4000)),
        keeps("I21", "three waits are alike", waits(waits(failed(), 750, 1500, 3000)
            .client(1).opening().fails(), 750, 1500, 3000)),
        breaks("I22", "28 automatic attempts in a minute", hasty(28, 10)),
        keeps("I22", "27 automatic attempts in a minute", hasty(27, 10)),
        breaks("I22", "28 within a minute", hasty(28, 2222)),
        keeps("I22", "28 in more than a minute", hasty(28, 2223)),
        keeps("I22", "28 with another policy", hasty(28, 10), OTHER_WAITS),
        breaks("I23", "begun while waiting", trace().connected().lost().passMillis(1000).attempt()),
        breaks("I23", "not told for 999 ms", untold(999)),
        keeps("I23", "not told for 1 s", untold(1000)),
        keeps("I23", "not told, and tasks are refused", untold(0), REFUSING),
        breaks("I24", "FAILED twice", trace().tell(Kind.EVT_GIVEUP).tell(Kind.EVT_GIVEUP)),
        breaks("I24", "FAILED twice, and another state", trace().tell(Kind.EVT_GIVEUP)
            .tell(Kind.ST, "from", "IDLE", "to", "CONNECTING").tell(Kind.EVT_GIVEUP)),
        keeps("I24", "FAILED, left, FAILED", trace()
            .tell(Kind.ST, "from", "IDLE", "to", "CONNECTING")
            .tell(Kind.ST, "from", "CONNECTING", "to", "FAILED").tell(Kind.EVT_GIVEUP)
            .tell(Kind.ST, "from", "FAILED", "to", "CONNECTING").tell(Kind.EVT_GIVEUP)),
        breaks("I24", "gives up after one of two", gaveUpAfterOne(), TWO_ATTEMPTS),
        breaks("I24", "gives up though it must not", gaveUpAfterOne()),
        keeps("I24", "gives up as another policy says", gaveUpAfterOne(), OTHER_WAITS),
        breaks("I24", "an attempt after giving up", gaveUp().attempt(), TWO_ATTEMPTS),
        keeps("I24", "open() after giving up", gaveUp().opening().attempt().closed("lost").gone()
            .snap("WAITING").tellError().retries(750, 1), TWO_ATTEMPTS),
        keeps("I24", "a connection begins a new series", failed().retries(750, 1).fails()
            .reconnected(1500, 2).lost().retries(3000, 1), TWO_ATTEMPTS),
        breaks("I25", "not connected after 95 s", heals(failed(), 95_000)),
        keeps("I25", "not connected after 94,999 ms", heals(failed(), 94_999)),
        breaks("I25", "not connected after 125 s", heals(overloaded(30), 125_000)),
        keeps("I25", "not connected after 124,999 ms", heals(overloaded(30), 124_999)),
        breaks("I25", "not connected after 695 s", heals(overloaded(700), 695_000)),
        keeps("I25", "not connected after 694,999 ms", heals(overloaded(700), 694_999)),
        keeps("I25", "nobody wants it", heals(trace(), 200_000)),
        keeps("I25", "closed", heals(trace().connected().close(), 200_000)),
        keeps("I25", "refused for good", heals(trace().opening().engine()
            .rx("connectError", "code", "invalid_api_key").leaves("abort").snap("FAILED")
            .tellError(), 200_000)),
        keeps("I25", "opened later", trace().add(Kind.RUN, "phase", "heal").pass(50).opening()
            .fails().passMillis(94_999).add(Kind.RUN, "phase", "healed")),
        breaks("I25", "a message waits for 5,001 ms", unsent(5001)),
        keeps("I25", "a message waits for 5 s", unsent(5000)),
        keeps("I25", "no message waits", idles(0).sendNow(1).passMillis(6000)
            .add(Kind.RUN, "phase", "healed")),
        breaks("I26", "1,001 timers in one instant", fires(1001, 0)),
        keeps("I26", "1,000 timers in one instant", fires(1000, 0)),
        keeps("I26", "1,001 timers in two instants", fires(1000, 0).passMillis(1)
            .arm("Waits", 0).fire()),
        breaks("I26", "four timers while idle", fires(trace().connected(), 4)),
        keeps("I26", "three timers while idle", fires(trace().connected(), 3)),
        keeps("I26", "five timers and two pings", fires(fires(trace().connected(), 2).rx("ping")
            .tx("pong").rx("ping").tx("pong"), 3)),
        keeps("I26", "timers and work", fires(fires(trace().connected(), 3).tx("other"), 3)),
        keeps("I26", "timers while a message waits", fires(trace().connected().send(1), 9)),
        keeps("I26", "timers while a callback runs", fires(trace().connected().begins(1, "a"), 9)),
        keeps("I26", "timers while it does not read", fires(trace().connected()
            .wire(Kind.WIRE_DEMAND, "open", false), 9)),
        keeps("I26", "timers while it waits", fires(failed(), 9)),
        breaks("I27", "fires unarmed", trace().add(Kind.TMR_FIRE, "timer", 9)),
        breaks("I27", "fires when cancelled", trace().arm("Waits", 0).cancel().fire()),
        breaks("I27", "fires early", trace().arm("Waits", SECOND).passMillis(999).fire()),
        keeps("I27", "fires in time", trace().arm("Waits", SECOND).passMillis(1000).fire()),
        breaks("I27", "three while connecting", phase(trace().opening(), 3)),
        keeps("I27", "two while connecting", phase(trace().opening(), 2)),
        breaks("I27", "one in IDLE", phase(trace(), 1)),
        keeps("I27", "one after another", trace().opening().arm("PhaseTimers", 0).fire()
            .arm("PhaseTimers", 0).fire().arm("PhaseTimers", 0).fire().passMillis(1).add(Kind.LOG)),
        breaks("I27", "armed when close is complete", phase(trace().connected(), 1).close()),
        breaks("I27", "a farewell from before it", trace().connected().arm("Farewells", SECOND)
            .close()),
        breaks("I27", "armed when release is complete", trace().arm("Waits", SECOND)
            .call("release").snap("CLOSED").done("release").passMillis(1)),
        keeps("I27", "a farewell to a stranger", trace().connected().close()
            .arm("Farewells", SECOND).passMillis(1).add(Kind.LOG)),
        breaks("I27", "it is armed at the end", trace().connected().close()
            .arm("Farewells", SECOND).passMillis(1), RunFacts.STANDARD),
        keeps("I27", "opened again", phase(trace().connected().close().opening(), 1)),
        breaks("I28", "29,999 ms of 30 s", overloaded(30).retries(29_999, 1)),
        breaks("I20", "more than Retry-After", overloaded(30).retries(30_001, 1)),
        keeps("I28", "no more than ten minutes", overloaded(700).retries(600_000, 1)),
        breaks("I28", "less than ten minutes", overloaded(700).retries(599_999, 1)),
        breaks("I20", "more than ten minutes", overloaded(700).retries(600_001, 1)));
  }

  private static Script failed() {
    return trace().opening().fails();
  }

  private static Script three(long third) {
    return failed().retries(1000, 1).fails().retries(2000, 2).fails().retries(third, 3).fails();
  }

  private static Script long5(long fourth, long fifth) {
    return three(4000).retries(fourth, 4).fails().retries(fifth, 5);
  }

  private static Script stoodFor(long millis, long wait) {
    return trace().connected().lost().reconnected(1000, 1).passMillis(millis).lost()
        .retries(wait, 1);
  }

  private static Script fired(long delay, long after) {
    return failed().arm("PhaseTimers", delay * 1_000_000).passMillis(after).fire()
        .snap("CONNECTING").tellAttempt(1);
  }

  private static Script waits(Script script, long... millis) {
    for (int i = 0; i < millis.length; i++) {
      script.retries(millis[i], i + 1).fails();
    }
    return script;
  }

  /** After three waits some that differ, and some that do not. */
  private static Script equal(int others, int same) {
    Script script = waits(failed(), 750, 1500, 3000);
    for (int i = 0; i < others + same; i++) {
      script.retries(i < others ? 2600 + i : 3000, i + 4).fails();
    }
    return script;
  }

  /** Attempts that come sooner than their timers were set for. */
  private static Script hasty(int times, long every) {
    Script script = failed();
    for (int i = 0; i < times; i++) {
      long from = i * every >= 60_000 ? 16_000 : i < 3 ? 500L << i : 2500; // legal at its level
      script.passMillis(every)
          .add(Kind.TMR_ARM, "timer", i, "purpose", "Waits", "delay", (from + i) * 1_000_000,
              "due", 0)
          .add(Kind.TMR_FIRE, "timer", i).snap("CONNECTING").tellAttempt(i + 1).fails();
    }
    return script;
  }

  private static Script untold(long millis) {
    return trace().connected().lost().passMillis(1000).snap("CONNECTING").passMillis(millis)
        .attempt();
  }

  private static Script gaveUpAfterOne() {
    return failed().retries(750, 1).attempt().closed("lost").gone().snap("FAILED").tellError();
  }

  private static Script gaveUp() {
    return failed().retries(750, 1).fails().retries(1500, 2).attempt().closed("lost").gone()
        .snap("FAILED").tellError();
  }

  private static Script overloaded(long seconds) {
    return trace().opening().attempt()
        .wire(Kind.WIRE_CLOSED, "how", "refused", "status", 503, "retryAfter", seconds * SECOND)
        .gone().snap("WAITING").tellError();
  }

  private static Script heals(Script script, long millis) {
    return script.add(Kind.RUN, "phase", "heal").passMillis(millis)
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

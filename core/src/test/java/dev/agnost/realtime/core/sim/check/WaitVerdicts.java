package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.Script.SECOND;
import static dev.agnost.realtime.core.sim.check.Script.trace;
import static dev.agnost.realtime.core.sim.check.Verdict.MIDDLE;
import static dev.agnost.realtime.core.sim.check.Verdict.breaks;
import static dev.agnost.realtime.core.sim.check.Verdict.keeps;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;

/** Attempts and waits: the other ways to break I18 to I24, and edges. */
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
        breaks(
            "I18",
            "it goes on after onConnect",
            trace().connected().lost().reconnected(1000, 1).lost().retries(1500, 2)),
        breaks(
            "I18",
            "1 again and again",
            failed().retries(750, 1).fails().retries(1500, 1).fails().retries(3000, 1)),
        keeps(
            "I18",
            "1 again after close() and open()",
            failed().retries(750, 1).fails().close().opening().fails().retries(750, 1)),
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
        breaks(
            "I20",
            "it slept, and a millisecond",
            EpochVerdicts.asleep(failed(), 9).retries(1001, 1)),
        keeps("I20", "the timer was late by itself", fired(750, 3000)),
        breaks("I20", "the timer was set too long", fired(1500, 1500), LATE),
        keeps("I20", "any wait if the policy is another", failed().retries(9000, 1), OTHER_WAITS),
        keeps(
            "I20",
            "open() ended the wait",
            trace()
                .connected()
                .lost()
                .passMillis(50)
                .begin("open")
                .attempt()
                .returned("open")
                .snap("CONNECTING")),
        keeps(
            "I20",
            "a new series after FAILED",
            gaveUp()
                .begin("open")
                .returned("open")
                .attempt()
                .closed("lost")
                .gone()
                .snap("WAITING")
                .tellError()
                .retries(750, 1),
            TWO_ATTEMPTS),
        breaks("I21", "ten equal waits", equal(0, 10)),
        keeps("I21", "nine equal waits", equal(0, 9)),
        breaks("I21", "four of ten are equal", equal(6, 4)),
        keeps("I21", "three of ten are equal", equal(7, 3)),
        keeps("I21", "four of sixteen are equal", equal(12, 4)),
        breaks(
            "I21",
            "two clients are at the same places",
            waits(
                waits(trace().connected().lost(), 1050, 1500, 3000, 4000)
                    .client(1)
                    .opening()
                    .fails(),
                750,
                1500,
                3000,
                4000)),
        keeps(
            "I21",
            "three waits are alike",
            waits(waits(failed(), 750, 1500, 3000).client(1).opening().fails(), 750, 1500, 3000)),
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
        breaks(
            "I24",
            "FAILED twice, and another state",
            trace()
                .tell(Kind.EVT_GIVEUP)
                .tell(Kind.ST, "from", "IDLE", "to", "CONNECTING")
                .tell(Kind.EVT_GIVEUP)),
        keeps(
            "I24",
            "FAILED, left, FAILED",
            trace()
                .tell(Kind.ST, "from", "IDLE", "to", "CONNECTING")
                .tell(Kind.ST, "from", "CONNECTING", "to", "FAILED")
                .tell(Kind.EVT_GIVEUP)
                .tell(Kind.ST, "from", "FAILED", "to", "CONNECTING")
                .tell(Kind.EVT_GIVEUP)),
        breaks("I24", "gives up after one of two", gaveUpAfterOne(), TWO_ATTEMPTS),
        breaks("I24", "gives up though it must not", gaveUpAfterOne()),
        keeps("I24", "gives up as another policy says", gaveUpAfterOne(), OTHER_WAITS),
        breaks("I24", "an attempt after giving up", gaveUp().attempt(), TWO_ATTEMPTS),
        keeps(
            "I24",
            "open() after giving up",
            gaveUp()
                .opening()
                .attempt()
                .closed("lost")
                .gone()
                .snap("WAITING")
                .tellError()
                .retries(750, 1),
            TWO_ATTEMPTS),
        keeps(
            "I24",
            "a connection begins a new series",
            failed().retries(750, 1).fails().reconnected(1500, 2).lost().retries(3000, 1),
            TWO_ATTEMPTS),
        breaks("I20", "more than Retry-After", overloaded(30).retries(30_001, 1)),
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
    return trace()
        .connected()
        .lost()
        .reconnected(1000, 1)
        .passMillis(millis)
        .lost()
        .retries(wait, 1);
  }

  private static Script fired(long delay, long after) {
    return failed()
        .arm("PhaseTimers", delay * 1_000_000)
        .passMillis(after)
        .fire()
        .snap("CONNECTING")
        .tellAttempt(1);
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
      script
          .passMillis(every)
          .add(
              Kind.TMR_ARM,
              "timer",
              i,
              "purpose",
              "Waits",
              "delay",
              (from + i) * 1_000_000,
              "due",
              0)
          .add(Kind.TMR_FIRE, "timer", i)
          .snap("CONNECTING")
          .tellAttempt(i + 1)
          .fails();
    }
    return script;
  }

  private static Script untold(long millis) {
    return trace()
        .connected()
        .lost()
        .passMillis(1000)
        .snap("CONNECTING")
        .passMillis(millis)
        .attempt();
  }

  private static Script gaveUpAfterOne() {
    return failed().retries(750, 1).attempt().closed("lost").gone().snap("FAILED").tellError();
  }

  private static Script gaveUp() {
    return failed()
        .retries(750, 1)
        .fails()
        .retries(1500, 2)
        .attempt()
        .closed("lost")
        .gone()
        .snap("FAILED")
        .tellError();
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
}

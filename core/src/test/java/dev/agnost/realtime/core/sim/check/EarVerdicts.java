package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.Script.SECOND;
import static dev.agnost.realtime.core.sim.check.Script.trace;
import static dev.agnost.realtime.core.sim.check.Verdict.MIDDLE;
import static dev.agnost.realtime.core.sim.check.Verdict.breaks;
import static dev.agnost.realtime.core.sim.check.Verdict.keeps;

import dev.agnost.realtime.core.sim.check.Bounds.Overflow;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;

/** Listeners: the other ways to break I41 to I49, and edges. */
final class EarVerdicts {

  private static final RunFacts LATE = MIDDLE.withLateness(SECOND);

  private static final RunFacts TWO_WAIT =
      MIDDLE.with(new Bounds(9, 8L << 20, 0, Overflow.REJECT_NEW, 2, 1L << 30, 5));

  private EarVerdicts() {}

  static List<Verdict> all() {
    return List.of(
        breaks("I41", "twice for one event", says(1, "say").hears(1, "say", 1).hears(1, "say", 1)),
        breaks(
            "I41",
            "out of the order of registration",
            says(1, "say", "say").hears(2, "say", 1).hears(1, "say", 1)),
        breaks(
            "I41",
            "one is left out",
            says(2, "say", "say").hears(1, "say", 1).hears(1, "say", 2).hears(2, "say", 2)),
        breaks(
            "I41",
            "an event comes back",
            says(2, "say").hears(1, "say", 1).hears(1, "say", 2).hears(1, "say", 1)),
        breaks("I41", "a whole one is passed over", cut(1)),
        keeps("I41", "one without its attachment is passed over", cut(0)),
        breaks("I41", "never delivered", undelivered("ok", 6), RunFacts.STANDARD),
        keeps("I41", "not delivered yet", undelivered("ok", 4), RunFacts.STANDARD),
        keeps("I41", "delivered after the middle", undelivered("ok", 6)),
        breaks(
            "I44",
            "never delivered after one that threw",
            undelivered("threw", 6),
            RunFacts.STANDARD),
        keeps(
            "I41",
            "registered later",
            trace()
                .connected()
                .event(1)
                .event(2)
                .call("on", "listener", 1, "event", "say")
                .hears(1, "say", 2)),
        breaks("I41", "a join is passed over", named("channel:join", "@join")),
        breaks("I41", "a leave is passed over", named("channel:leave", "@leave")),
        breaks("I41", "an update is passed over", named("channel:update", "@update")),
        breaks("I41", "a user's event is passed over", named("user:login", "@user")),
        breaks(
            "I42",
            "early, and it never stood",
            listening("say").opening().engine().event(1).hears(1, "say", 1)),
        breaks(
            "I42",
            "early, and passed over",
            listening("say")
                .opening()
                .engine()
                .event(1)
                .reply()
                .snap("CONNECTED")
                .tell(Kind.EVT_CONNECT)
                .event(2)
                .hears(1, "say", 2)),
        breaks("I43", "an event that nobody sent", says(1, "say").hears(1, "say", 77)),
        breaks(
            "I43",
            "another channel",
            says(1, "say").begins(1, "say", "in", 1, "channel", "x").ends()),
        keeps(
            "I46",
            "catch-all ones are never once",
            trace()
                .call("once", "listener", 1, "event", "*")
                .connected()
                .event(1)
                .event(2)
                .hears(1, "*", 1)
                .hears(1, "*", 2)),
        breaks("I47", "off by event", off("event", "say").hears(1, "say", 1)),
        keeps("I47", "off by another event", off("event", "other").hears(1, "say", 1)),
        breaks("I47", "off of all", off("all", true).hears(1, "say", 1)),
        keeps(
            "I47",
            "off of all spares catch-all",
            listening("*").connected().event(1).call("off", "all", true).hears(1, "*", 1)),
        keeps(
            "I47",
            "off of all spares the connection",
            listening("@state").connected().call("off", "all", true).hears(1, "@state", -1)),
        breaks(
            "I47",
            "off inside a callback",
            says(1, "say")
                .begins(2, "@state")
                .call("off", "listener", 1, "inside", 9)
                .ends()
                .hears(1, "say", 1)),
        breaks(
            "I47",
            "off while a callback ran",
            says(1, "say")
                .begins(2, "@state")
                .call("off", "listener", 1)
                .ends()
                .hears(1, "say", 1)),
        breaks("I48", "a catch-all twice", says(1, "*").hears(1, "*", 1).hears(1, "*", 1)),
        breaks("I48", "a catch-all is left out", says(1, "*", "say").hears(2, "say", 1)),
        breaks(
            "I41", "catch-alls out of order", says(1, "*", "*").hears(2, "*", 1).hears(1, "*", 1)),
        breaks("I49", "three events wait", says(3, "say"), TWO_WAIT),
        keeps("I49", "two events wait", says(2, "say"), TWO_WAIT),
        keeps(
            "I49",
            "one is heard before the third",
            says(2, "say").hears(1, "say", 1).event(3),
            TWO_WAIT),
        keeps("I49", "nobody hears them", says(3, "other"), TWO_WAIT),
        keeps("I49", "nobody asked for it", says(2, "say").event(3, "undemanded", true), TWO_WAIT),
        keeps(
            "I49",
            "one came unasked, so one was asked for too many",
            says(1, "say").rx("noop", "undemanded", true).event(2).event(3),
            TWO_WAIT),
        breaks(
            "I49",
            "one came unasked, and two too many wait",
            says(1, "say").rx("noop", "undemanded", true).event(2).event(3).event(4),
            TWO_WAIT),
        breaks(
            "I49",
            "what came unasked came on the connection before",
            trace()
                .call("on", "listener", 1, "event", "say")
                .connected()
                .rx("noop", "undemanded", true)
                .lost()
                .reconnected(1000, 1)
                .event(1)
                .event(2)
                .event(3),
            TWO_WAIT),
        keeps(
            "I49",
            "nobody hears them any more",
            says(2, "say", "other")
                .call("off", "listener", 1)
                .rx("event", "event", "other", "in", 3),
            TWO_WAIT),
        keeps(
            "I49",
            "the one who heard once has",
            trace()
                .call("once", "listener", 1, "event", "say")
                .call("on", "listener", 2, "event", "other")
                .connected()
                .event(1)
                .event(2)
                .hears(1, "say", 1)
                .rx("event", "event", "other", "in", 3)
                .rx("event", "event", "other", "in", 4),
            TWO_WAIT),
        breaks("I49", "not read for 5,001 ms", unread(5001)),
        keeps("I49", "not read for 5 s", unread(5000)),
        breaks("I49", "not read for 6,001 ms", unread(6001), LATE),
        keeps("I49", "not read for 6 s", unread(6000), LATE),
        keeps("I49", "a callback in between", unread(4000).hears(1, "a", -1).pass(4).add(Kind.LOG)),
        keeps(
            "I49",
            "a callback runs",
            trace()
                .connected()
                .begins(1, "a")
                .wire(Kind.WIRE_DEMAND, "open", false)
                .pass(9)
                .ends()
                .wire(Kind.WIRE_DEMAND, "open", true)));
  }

  private static Script listening(String... events) {
    Script script = trace();
    for (int i = 0; i < events.length; i++) {
      script.call("on", "listener", i + 1, "event", events[i]);
    }
    return script;
  }

  private static Script says(int times, String... events) {
    Script script = listening(events).connected();
    for (int i = 1; i <= times; i++) {
      script.event(i);
    }
    return script;
  }

  private static Script cut(int attachments) {
    Script script = listening("say").connected().event(1, "attachments", 1);
    for (int i = 0; i < attachments; i++) {
      script.rx("binary");
    }
    return script.event(2).hears(1, "say", 2);
  }

  private static Script undelivered(String outcome, long seconds) {
    return says(2, "say").begins(1, "say", "in", 1).ends(outcome).pass(seconds).close();
  }

  private static Script named(String wire, String event) {
    return listening(event)
        .connected()
        .rx("event", "event", wire, "in", 1)
        .rx("event", "event", wire, "in", 2)
        .hears(1, event, 2);
  }

  private static Script off(String name, Object value) {
    return says(1, "say").call("off", name, value);
  }

  private static Script unread(long millis) {
    return trace()
        .connected()
        .wire(Kind.WIRE_DEMAND, "open", false)
        .passMillis(millis)
        .add(Kind.LOG);
  }
}

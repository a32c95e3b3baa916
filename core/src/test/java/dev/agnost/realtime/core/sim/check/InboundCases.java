package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.CheckerCase.breaks;
import static dev.agnost.realtime.core.sim.check.CheckerCase.keeps;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.trace;

import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;

/** I41 to I54. */
final class InboundCases {

  private static final RunFacts FORGETS = CheckerCase.MIDDLE.without(RunFacts.Trait.REJOINS);

  private InboundCases() {}

  static List<CheckerCase> all() {
    return List.of(
        breaks("I41", "the first event is passed over", oneListens().hears(1, "say", 2)),
        keeps(
            "I41",
            "both events in the order of the wire",
            oneListens().hears(1, "say", 1).hears(1, "say", 2)),
        breaks("I42", "an early event comes with another value", early("b")),
        keeps("I42", "an early event comes as it was sent", early("a")),
        breaks("I43", "an event comes with another value", told("b")),
        keeps("I43", "an event comes as it was sent", told("a")),
        breaks(
            "I44",
            "the listener after one that throws is left out",
            twoListen()
                .begins(1, "say", "in", 1)
                .ends("threw")
                .hears(1, "say", 2)
                .hears(2, "say", 2)),
        keeps(
            "I44",
            "the listener after one that throws runs",
            twoListen()
                .begins(1, "say", "in", 1)
                .ends("threw")
                .hears(2, "say", 1)
                .hears(1, "say", 2)
                .hears(2, "say", 2)),
        breaks(
            "I45", "two at once", trace().connected().begins(1, "a").begins(2, "b").ends().ends()),
        keeps(
            "I45",
            "one after the other",
            trace().connected().begins(1, "a").ends().begins(2, "b").ends()),
        breaks("I46", "a once-listener runs twice", once().hears(1, "say", 1).hears(1, "say", 2)),
        keeps("I46", "a once-listener runs once", once().hears(1, "say", 1)),
        breaks(
            "I47",
            "a listener runs after off",
            oneListens().call("off", "listener", 1).hears(1, "say", 1)),
        keeps(
            "I47",
            "a listener runs before off",
            oneListens().hears(1, "say", 1).call("off", "listener", 1)),
        breaks("I48", "catch-all after named", both().hears(2, "say", 1).hears(1, "*", 1)),
        keeps("I48", "catch-all before named", both().hears(1, "*", 1).hears(2, "say", 1)),
        breaks("I49", "a ping is not answered", trace().connected().rx("ping").passMillis(1)),
        keeps("I49", "a ping is answered", trace().connected().rx("ping").tx("pong").passMillis(1)),
        breaks("I49", "nothing is read though nothing waits", unread(6)),
        keeps("I49", "read again at once when nothing waits", unread(0)),
        breaks("I50", "a bad frame is skipped in silence", trace().connected().rx("bad")),
        keeps(
            "I50",
            "a bad frame ends the connection",
            trace()
                .connected()
                .rx("bad")
                .leaves("close")
                .snap("WAITING")
                .tellDisconnected("parse error")),
        breaks("I50", "an attachment is awaited for more than 40 s", owed(41).gone()),
        keeps(
            "I50",
            "40 s without an attachment end the connection",
            owed(40).leaves("close").snap("WAITING").tellDisconnected("parse error")),
        breaks("I51", "the server does not know of a join", joinedAt("")),
        keeps("I51", "the server knows of the join", joinedAt("room")),
        breaks("I52", "joined twice", joined().writesWish("join", "channel", "room")),
        keeps(
            "I52",
            "joined, left and joined",
            joined()
                .begin("leave", "channel", "room")
                .writesWish("leave", "channel", "room")
                .returned("leave")
                .begin("join", "channel", "room")
                .writesWish("join", "channel", "room")
                .returned("join")),
        breaks("I52", "joined again though autoJoinChannels is off", again(), FORGETS),
        keeps("I52", "joined again as the option says", again()),
        breaks(
            "I53",
            "the profile after a join",
            wishes().writesWish("join", "channel", "room").writesWish("update", "data", "p")),
        keeps(
            "I53",
            "the profile before a join",
            wishes().writesWish("update", "data", "p").writesWish("join", "channel", "room")),
        breaks(
            "I54",
            "a message before the join",
            waits().writes(1).writesWish("join", "channel", "room")),
        keeps(
            "I54",
            "a message after the join",
            waits().writesWish("join", "channel", "room").writes(1)));
  }

  private static TraceBuilder listening(String... events) {
    TraceBuilder script = trace();
    for (int i = 0; i < events.length; i++) {
      script.call("on", "listener", i + 1, "event", events[i]);
    }
    return script;
  }

  private static TraceBuilder oneListens() {
    return listening("say").connected().event(1).event(2);
  }

  private static TraceBuilder twoListen() {
    return listening("say", "say").connected().event(1).event(2);
  }

  private static TraceBuilder both() {
    return listening("*", "say").connected().event(1);
  }

  private static TraceBuilder once() {
    return trace().call("once", "listener", 1, "event", "say").connected().event(1).event(2);
  }

  private static TraceBuilder early(String heard) {
    return listening("say")
        .opening()
        .engine()
        .event(1, "data", "a")
        .reply()
        .snap("CONNECTED")
        .tell(Kind.EVT_CONNECT)
        .begins(1, "say", "in", 1, "data", heard)
        .ends();
  }

  private static TraceBuilder told(String heard) {
    return listening("say")
        .connected()
        .event(1, "data", "a")
        .begins(1, "say", "in", 1, "data", heard)
        .ends();
  }

  private static TraceBuilder again() {
    return joined().lost().retries(1000, 1).engine().reply().writesWish("join", "channel", "room");
  }

  private static TraceBuilder unread(long seconds) {
    return trace()
        .connected()
        .wire(Kind.WIRE_DEMAND, "open", false)
        .pass(seconds)
        .wire(Kind.WIRE_DEMAND, "open", true);
  }

  private static TraceBuilder owed(int seconds) {
    TraceBuilder script = trace().connected().rx("bad", "skip", true, "owed", true);
    for (int second = 0; second < seconds; second++) {
      script.rx("ping").tx("pong").pass(1);
    }
    return script;
  }

  private static TraceBuilder joined() {
    return trace()
        .connected()
        .begin("join", "channel", "room")
        .writesWish("join", "channel", "room")
        .returned("join");
  }

  private static TraceBuilder joinedAt(String rooms) {
    return joined().pass(16).wire(Kind.WIRE_ROOMS, "sid", "sid-1", "rooms", rooms);
  }

  private static TraceBuilder wishes() {
    return trace()
        .call("updateProfile", "data", "p")
        .call("join", "channel", "room")
        .opening()
        .engine()
        .reply();
  }

  private static TraceBuilder waits() {
    return trace().call("join", "channel", "room").opening().send(1).engine().reply();
  }
}

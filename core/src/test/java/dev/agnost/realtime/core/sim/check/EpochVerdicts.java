package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.Script.SECOND;
import static dev.agnost.realtime.core.sim.check.Script.trace;
import static dev.agnost.realtime.core.sim.check.Verdict.MIDDLE;
import static dev.agnost.realtime.core.sim.check.Verdict.breaks;
import static dev.agnost.realtime.core.sim.check.Verdict.keeps;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.Arrays;
import java.util.List;

/** States, connections and what is stale: the other ways to break I01 to I08, and edges. */
final class EpochVerdicts {

  private static final RunFacts LATE = MIDDLE.withLateness(SECOND);
  private static final RunFacts REFUSING = RunFacts.STANDARD.and(Trait.REFUSES_CALLBACKS);

  private EpochVerdicts() {}

  static List<Verdict> all() {
    return List.of(
        breaks("I01", "onDisconnect alone", trace().opening().tellDisconnected("transport close")),
        breaks("I01", "no onDisconnect after a callback of 400 ms", untold(400), RunFacts.STANDARD),
        keeps("I01", "it may come after a callback of 401 ms", untold(401), RunFacts.STANDARD),
        keeps("I01", "it may be lost if tasks are refused", untold(0), REFUSING),
        keeps("I01", "it may come after the middle of a run", untold(0)),
        breaks("I02", "an id while waiting", snapped("WAITING", "sid-1", false)),
        breaks("I02", "connected, says the state alone", snapped("CONNECTED", "sid-1", false)),
        breaks("I03", "onConnect with another id", told("other")),
        keeps("I03", "onConnect with its id", told("sid-1")),
        keeps("I04", "it stays closed", trace().connected().close().snap("CLOSED")),
        keeps(
            "I04",
            "still closed when open() begins",
            trace().connected().close().begin("open").snap("CLOSED").snap("CONNECTING")),
        breaks("I04", "first told of CONNECTED", moves("CONNECTING", "CONNECTED")),
        breaks("I04", "told from IDLE to CONNECTED", moves("IDLE", "CONNECTED")),
        keeps(
            "I04",
            "told step by step",
            moves("IDLE", "CONNECTING").tell(Kind.ST, "from", "CONNECTING", "to", "CONNECTED")),
        breaks("I05", "left for 2,001 ms and not cut off", leftFor(2001)),
        keeps("I05", "left for 2,000 ms", leftFor(2000)),
        breaks("I05", "3,001 ms with late timers", leftFor(3001), LATE),
        keeps("I05", "3,000 ms with late timers", leftFor(3000), LATE),
        keeps("I05", "left while it sleeps", asleep(leftFor(0), 10)),
        breaks("I05", "two linger", lingering().retries(1000, 1).attempt()),
        keeps(
            "I05",
            "the one before has gone",
            lingering().wireOf(1, Kind.WIRE_GONE).retries(1000, 1).attempt()),
        breaks("I06", "a pong without a ping", trace().connected().tx("pong")),
        breaks("I06", "two pongs for a ping", trace().connected().rx("ping").tx("pong").tx("pong")),
        breaks(
            "I06",
            "a pong to a stale ping",
            stale(Kind.WIRE_RX, "packet", "ping")
                .passMillis(1)
                .wireOf(1, Kind.WIRE_TX, "packet", "pong")),
        breaks("I06", "a stale end moves the state", over().snap("CONNECTED")),
        breaks("I06", "a stale end makes it write", over().tx("other")),
        breaks("I06", "a stale end arms a timer", over().arm("PhaseTimers", SECOND)),
        keeps(
            "I06", "a stale opening may need a farewell", over().arm("ClosingConnections", SECOND)),
        keeps(
            "I06", "a listener begins at that moment", over().arm("SlowListenerDetector", SECOND)),
        breaks("I06", "noise in between", over().add(Kind.LOG).add(Kind.RES).tx("other")),
        breaks("I06", "its release in between", over().wireOf(1, Kind.WIRE_GONE).tx("other")),
        keeps("I06", "a call in between", over().call("on").tx("other")),
        keeps("I06", "a moment later", over().passMillis(1).tx("other")),
        keeps(
            "I06",
            "a call before it",
            twice()
                .call("on")
                .wireOf(1, Kind.WIRE_CLOSED, "how", "lost", "stale", true)
                .tx("other")),
        breaks("I06", "a stale end is told", over().tellDisconnected("transport close")),
        breaks(
            "I06",
            "a stale end starts an attempt",
            twice()
                .lost()
                .retries(1500, 1)
                .passMillis(1)
                .wireOf(1, Kind.WIRE_CLOSED, "how", "lost", "stale", true)
                .attempt()),
        breaks(
            "I06",
            "the id of a stale reply",
            stale(Kind.WIRE_RX, "packet", "connect", "sid", "dead")
                .passMillis(1)
                .add(Kind.SNAP, "state", "CONNECTED", "sid", "dead", "connected", true)),
        breaks(
            "I03",
            "an id that only a stale open has",
            stale(Kind.WIRE_RX, "packet", "open", "sid", "dead")
                .passMillis(1)
                .add(Kind.SNAP, "state", "CONNECTED", "sid", "dead", "connected", true)),
        keeps(
            "I06",
            "a stale reply with the id in use",
            stale(Kind.WIRE_RX, "packet", "connect", "sid", "sid-2")
                .passMillis(1)
                .snap("CONNECTED")),
        breaks("I07", "open() while connecting asks for a key", idle().add(Kind.ASK)),
        breaks("I07", "open() while connecting tries once more", idle().attempt()),
        breaks(
            "I07",
            "another call has returned",
            idle().add(Kind.API_RETURN, "id", 99).add(Kind.ASK)),
        keeps("I07", "asked after open() returned", idle().returned("open").add(Kind.ASK)),
        keeps(
            "I07",
            "open() right after close()",
            trace()
                .connected()
                .begin("close")
                .tx("disconnect")
                .leaves("close")
                .returned("close")
                .begin("open")
                .add(Kind.ASK)
                .attempt()
                .returned("open")),
        breaks("I08", "open() after release", trace().call("release").begin("open").attempt()),
        breaks("I23", "an attempt that its listener closed", closedIn("@attempt", true)),
        breaks("I08", "closed while its listener runs", closedIn("@attempt", false)),
        breaks("I08", "closed by another listener", closedIn("@state", true)),
        breaks("I22", "two attempts at once", trace().opening().engine().attempt()));
  }

  /** A sleep of some seconds. */
  static Script asleep(Script script, long seconds) {
    return script.pass(seconds).add(Kind.RUN, "phase", "asleep", "duration", seconds * SECOND);
  }

  private static Script untold(long millis) {
    return trace()
        .connected()
        .begins(1, "say")
        .passMillis(millis)
        .ends()
        .begin("close")
        .tx("disconnect")
        .leaves("close")
        .returned("close")
        .snap("CLOSED")
        .closed("close")
        .gone()
        .done("close");
  }

  private static Script snapped(String state, String sid, boolean connected) {
    return trace().connected().add(Kind.SNAP, "state", state, "sid", sid, "connected", connected);
  }

  private static Script told(String sid) {
    return trace().opening().engine().reply().snap("CONNECTED").tell(Kind.EVT_CONNECT, "sid", sid);
  }

  private static Script moves(String from, String to) {
    return trace().tell(Kind.ST, "from", from, "to", to);
  }

  private static Script leftFor(long millis) {
    return trace()
        .connected()
        .rx("engineClose")
        .leaves("close")
        .snap("WAITING")
        .tellDisconnected("transport close")
        .passMillis(millis)
        .add(Kind.LOG);
  }

  private static Script lingering() {
    return leftFor(0)
        .retries(700, 1)
        .engine()
        .reply()
        .snap("CONNECTED")
        .tell(Kind.EVT_CONNECT)
        .rx("engineClose")
        .leaves("close")
        .snap("WAITING")
        .tellDisconnected("transport close");
  }

  private static Script twice() {
    return trace().connected().lost().reconnected(1000, 1).passMillis(1);
  }

  private static Script stale(Kind kind, Object... attrs) {
    Object[] all = Arrays.copyOf(attrs, attrs.length + 2);
    all[attrs.length] = "stale";
    all[attrs.length + 1] = true;
    return twice().wireOf(1, kind, all);
  }

  private static Script over() {
    return stale(Kind.WIRE_CLOSED, "how", "lost");
  }

  private static Script idle() {
    return trace().opening().engine().begin("open");
  }

  private static Script closedIn(String event, boolean inside) {
    return trace()
        .connected()
        .lost()
        .passMillis(1000)
        .snap("CONNECTING")
        .tellAttempt(1)
        .begins(900, event)
        .begin("close", "inside", inside ? 9L : null)
        .returned("close")
        .snap("CLOSED")
        .ends()
        .attempt();
  }
}

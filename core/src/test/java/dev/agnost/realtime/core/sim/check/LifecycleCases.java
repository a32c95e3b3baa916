package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.CheckerCase.breaks;
import static dev.agnost.realtime.core.sim.check.CheckerCase.keeps;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.trace;

import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;

/** I01 to I17. */
final class LifecycleCases {

  private LifecycleCases() {}

  private static TraceBuilder stopsReading(boolean readsAgain) {
    TraceBuilder script =
        trace()
            .connected()
            .begins(1, "@state")
            .wire(Kind.WIRE_DEMAND, "open", false)
            .pass(41)
            .ends();
    if (readsAgain) {
      script.wire(Kind.WIRE_DEMAND, "open", true).pass(40);
    }
    return script.leaves("abort").snap("WAITING").tellDisconnected("ping timeout");
  }

  private static TraceBuilder timesOutAfter(long seconds) {
    return trace()
        .opening()
        .pass(seconds)
        .snap("WAITING")
        .tell(Kind.EVT_ERROR, "code", "AGN-206", "kind", "TIMEOUT");
  }

  static List<CheckerCase> all() {
    return List.of(
        breaks("I01", "onConnect twice in a row", trace().connected().tell(Kind.EVT_CONNECT)),
        keeps(
            "I01",
            "connected, lost, connected, closed",
            trace().connected().lost().reconnected(1000, 1).passMillis(5).close(),
            RunFacts.STANDARD),
        breaks(
            "I02",
            "connected without a socket id",
            trace().connected().add(Kind.SNAP, "state", "CONNECTED", "connected", true)),
        keeps("I02", "the id goes with the state", trace().connected().lost()),
        breaks(
            "I03",
            "the socket id is that of Engine.IO",
            trace()
                .opening()
                .engine()
                .reply()
                .add(Kind.SNAP, "state", "CONNECTED", "sid", "engine-1", "connected", true)),
        keeps("I03", "a new id each time", trace().connected().lost().reconnected(1000, 1)),
        breaks("I04", "out of CLOSED by itself", trace().connected().close().snap("CONNECTING")),
        keeps("I04", "out of CLOSED by open()", trace().connected().close().connected().close()),
        breaks(
            "I05",
            "an attempt while the lost connection is not given up",
            trace()
                .connected()
                .rx("engineClose")
                .snap("WAITING")
                .tellDisconnected("transport close")
                .retries(1000, 1)
                .attempt()),
        keeps(
            "I05",
            "an attempt while the lost connection is being closed",
            trace()
                .connected()
                .rx("engineClose")
                .leaves("close")
                .snap("WAITING")
                .tellDisconnected("transport close")
                .retries(1000, 1)
                .attempt()
                .passMillis(1000)
                .wireOf(1, Kind.WIRE_LEFT, "how", "abort")
                .wireOf(1, Kind.WIRE_GONE)),
        breaks(
            "I06",
            "an event of the connection before is delivered",
            twoConnections().wireOf(1, Kind.WIRE_RX, late()).hears(1, "say", 5)),
        keeps(
            "I06",
            "an event of the connection before is ignored",
            twoConnections().wireOf(1, Kind.WIRE_RX, late())),
        breaks(
            "I07",
            "open() while connecting begins anew",
            trace().opening().engine().begin("open").leaves("abort").attempt().returned("open")),
        keeps(
            "I07",
            "open() while connecting does nothing",
            trace().opening().engine().begin("open").returned("open").reply()),
        breaks("I08", "an attempt after close()", trace().connected().close().attempt()),
        keeps(
            "I08", "an attempt after close() and open()", trace().connected().close().connected()),
        breaks(
            "I09",
            "close() while connecting leaves the connection alone",
            trace().opening().engine().call("close").snap("CLOSED").done("close")),
        keeps("I09", "close() while connecting aborts", trace().opening().engine().close().gone()),
        breaks(
            "I10",
            "a callback after close is complete",
            trace().connected().close().begins(1, "say").ends()),
        keeps(
            "I10",
            "a callback after close and open",
            trace().connected().close().opening().begins(1, "say").ends()),
        breaks(
            "I11",
            "close() inside a listener does not return",
            trace()
                .connected()
                .begins(1, "say")
                .begin("close", "inside", 2)
                .tx("disconnect")
                .leaves("close")
                .snap("CLOSED")
                .closed("close")
                .gone()
                .pass(3)),
        keeps(
            "I11",
            "close() inside a listener returns at once",
            trace()
                .connected()
                .begins(1, "say")
                .begin("close", "inside", 2)
                .tx("disconnect")
                .leaves("close")
                .returned("close")
                .snap("CLOSED")
                .ends()
                .tellDisconnected("io client disconnect")
                .closed("close")
                .gone()
                .done("close")),
        breaks("I12", "an attempt after a wrong key", refused().snap("CONNECTING").attempt()),
        keeps("I12", "open() after a wrong key", refused().opening().attempt()),
        breaks(
            "I13",
            "a failed attempt is not told",
            trace().opening().attempt().closed("lost").gone().snap("WAITING").close(),
            RunFacts.STANDARD),
        keeps(
            "I13",
            "a failed attempt is told once",
            trace().opening().fails().close(),
            RunFacts.STANDARD),
        breaks("I13", "a timeout after 19 s in which nothing was tried", timesOutAfter(19)),
        keeps("I13", "a timeout after 20 s in which nothing could be tried", timesOutAfter(20)),
        breaks("I14", "CONNECT is never answered", trace().opening().engine().pass(21).gone()),
        keeps(
            "I14",
            "given up at the deadline",
            trace().opening().engine().pass(20).leaves("abort").snap("WAITING").tellError()),
        breaks("I15", "41 s of silence are accepted", trace().connected().pass(41).gone()),
        breaks("I15", "given up in silence while the client does not read", stopsReading(false)),
        keeps("I15", "given up 40 s after the client reads again", stopsReading(true)),
        keeps(
            "I15",
            "given up after 40 s of silence",
            trace()
                .connected()
                .passMillis(39_999)
                .leaves("abort")
                .snap("WAITING")
                .tellDisconnected("ping timeout")),
        breaks(
            "I16",
            "a close frame is noticed after 2 s",
            trace().connected().closed("close").pass(2).snap("WAITING")),
        keeps(
            "I16",
            "a close frame is noticed at once",
            trace().connected().closed("close").snap("WAITING").pass(2).gone()),
        breaks(
            "I17",
            "a close frame is told as ping timeout",
            trace().connected().closed("close").snap("WAITING").tellDisconnected("ping timeout")),
        keeps(
            "I17",
            "a kick before the close frame is told as a kick",
            trace()
                .connected()
                .rx("disconnect")
                .leaves("close")
                .closed("close")
                .snap("FAILED")
                .tellDisconnected("io server disconnect")));
  }

  private static TraceBuilder twoConnections() {
    return trace()
        .call("on", "listener", 1, "event", "say")
        .connected()
        .lost()
        .reconnected(1000, 1)
        .passMillis(1);
  }

  private static Object[] late() {
    return new Object[] {"packet", "event", "event", "say", "in", 5, "stale", true};
  }

  private static TraceBuilder refused() {
    return trace()
        .opening()
        .engine()
        .rx("connectError", "code", "invalid_api_key")
        .leaves("close")
        .snap("FAILED")
        .tellError()
        .closed("close")
        .gone()
        .passMillis(1);
  }
}

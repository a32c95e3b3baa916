package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.Script.SECOND;
import static dev.agnost.realtime.core.sim.check.Script.mail;
import static dev.agnost.realtime.core.sim.check.Script.trace;
import static dev.agnost.realtime.core.sim.check.Verdict.MIDDLE;
import static dev.agnost.realtime.core.sim.check.Verdict.breaks;
import static dev.agnost.realtime.core.sim.check.Verdict.keeps;

import dev.agnost.realtime.core.sim.check.Bounds.Overflow;
import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages and frames: the other ways to break I29 to I40, and edges. */
final class MailVerdicts {

  private static final RunFacts UNBUFFERED = MIDDLE.without(Trait.BUFFERS);
  private static final RunFacts TEN_SECONDS = bounds(9, 8L << 20, 10, Overflow.REJECT_NEW);
  private static final RunFacts ONE_FOR_TEN = bounds(1, 8L << 20, 10, Overflow.REJECT_NEW);
  private static final RunFacts TWO_WAIT = bounds(2, 8L << 20, 0, Overflow.REJECT_NEW);
  private static final RunFacts OLDEST = bounds(2, 8L << 20, 0, Overflow.DROP_OLDEST);
  private static final RunFacts NEWEST = bounds(2, 8L << 20, 0, Overflow.DROP_NEWEST);
  private static final RunFacts HUNDRED_BYTES = bounds(9, 100, 0, Overflow.REJECT_NEW);

  private MailVerdicts() {}

  private static RunFacts bounds(int messages, long bytes, long seconds, Overflow overflow) {
    return MIDDLE.with(new Bounds(messages, bytes, seconds * SECOND, overflow, 64, 1L << 30, 5));
  }

  static List<Verdict> all() {
    return List.of(
        breaks("I29", "refused and written", sending().writes(1).threw("send")),
        keeps("I29", "refused", sending().threw("send")),
        breaks("I29", "two fates", trace().connected().sendNow(1).done("send")),
        breaks("I29", "handed over, and is not", sending().done("send").returned("send")),
        breaks("I29", "dropped, and is written", sending().writes(1).dropped(2, "CLOSED")),
        keeps(
            "I29",
            "dropped since the transport threw",
            sending().writes(1).wire(Kind.WIRE_THREW, "op", "send").dropped(2, "CLOSED")),
        breaks("I29", "nobody sent it", trace().connected().writes(9)),
        breaks(
            "I29",
            "dropped, then written",
            trace()
                .connected()
                .lost()
                .send(1)
                .dropped(2, "EXPIRED")
                .reconnected(1000, 1)
                .writes(1)),
        breaks("I29", "without fate 5,001 ms after close", fateless(5000)),
        keeps("I29", "without fate 5 s after close", fateless(4999)),
        keeps("I29", "sent after close", trace().connected().close().send(1).pass(6).add(Kind.LOG)),
        breaks("I29", "without fate at the end", trace().send(1), RunFacts.STANDARD),
        keeps("I29", "without fate in the middle", trace().send(1)),
        breaks("I32", "handed over, and is cut", attached().tx("binary").done("send")),
        keeps("I32", "handed over as a whole", attached().tx("binary").tx("binary").done("send")),
        breaks("I32", "one attachment too many", attached().tx("binary").tx("binary").tx("binary")),
        breaks("I32", "an attachment alone", trace().connected().tx("binary")),
        keeps(
            "I32",
            "cut, since the transport threw",
            attached().tx("binary").wire(Kind.WIRE_THREW, "op", "send").tx("other")),
        keeps("I32", "cut by a loss", attached().tx("binary").lost().reconnected(1000, 1)),
        keeps(
            "I32",
            "of a connection before",
            trace()
                .connected()
                .lost()
                .reconnected(1000, 1)
                .wireOf(1, Kind.WIRE_TX, "packet", "binary")),
        breaks(
            "I33",
            "dropped while connected",
            trace().connected().send(1).dropped(2, "NOT_CONNECTED")),
        keeps(
            "I33", "dropped for another reason", trace().connected().send(1).dropped(2, "EXPIRED")),
        keeps(
            "I33",
            "dropped after the transport threw",
            trace()
                .connected()
                .send(1)
                .wire(Kind.WIRE_THREW, "op", "send")
                .dropped(2, "NOT_CONNECTED")),
        keeps(
            "I33",
            "dropped on the next connection",
            trace()
                .connected()
                .send(1)
                .lost()
                .retries(1000, 1)
                .attempt()
                .dropped(2, "NOT_CONNECTED")),
        breaks(
            "I33",
            "waited and is written",
            trace().connected().lost().send(1).reconnected(1000, 1).writes(1),
            UNBUFFERED),
        breaks(
            "I33",
            "written in the same instant",
            trace()
                .begin("open")
                .returned("open")
                .send(1)
                .engine()
                .reply()
                .snap("CONNECTED")
                .writes(1),
            UNBUFFERED),
        keeps(
            "I33",
            "refused at once",
            trace()
                .connected()
                .lost()
                .begin("send", mail(1))
                .threw("send")
                .passMillis(1)
                .add(Kind.LOG),
            UNBUFFERED),
        breaks("I34", "the oldest stays", third(4), OLDEST),
        keeps("I34", "the oldest goes", third(2), OLDEST),
        breaks("I34", "the newest stays", third(2), NEWEST),
        keeps("I34", "the newest goes", third(3), NEWEST),
        breaks("I34", "50 and 51 bytes wait", sizes(50, 51), HUNDRED_BYTES),
        keeps("I34", "50 and 50 bytes wait", sizes(50, 50), HUNDRED_BYTES),
        keeps(
            "I34",
            "51 bytes are rejected",
            sizes(50, 51).dropped(3, "OVERFLOW"),
            bounds(9, 100, 0, Overflow.REJECT_NEW).withLateness(2 * SECOND)),
        keeps(
            "I34",
            "room for 50 after 60 went",
            trace()
                .opening()
                .begin("send", "msg", 1, "event", "say", "size", 60)
                .returned("send")
                .dropped(2, "CANCELLED")
                .begin("send", "msg", 2, "event", "say", "size", 50)
                .returned("send")
                .pass(6)
                .add(Kind.LOG),
            HUNDRED_BYTES),
        keeps("I34", "100 bytes", sizes(0, 100), HUNDRED_BYTES),
        breaks("I34", "101 bytes", sizes(0, 101), HUNDRED_BYTES),
        breaks(
            "I34",
            "what must go is written",
            three().engine().reply().snap("CONNECTED").writes(1).writes(2).writes(3),
            TWO_WAIT),
        breaks(
            "I34", "it does not go for 5,001 ms", three().passMillis(5001).add(Kind.LOG), TWO_WAIT),
        keeps("I34", "it does not go for 5 s", three().passMillis(5000).add(Kind.LOG), TWO_WAIT),
        breaks("I34", "one of 9,999 ms makes no room", aged(9999), ONE_FOR_TEN),
        keeps("I34", "one of 10 s makes room", aged(10_000), ONE_FOR_TEN),
        keeps(
            "I34",
            "written ones make room",
            trace().connected().sendNow(1).sendNow(2).sendNow(3).pass(6).add(Kind.LOG),
            TWO_WAIT),
        keeps(
            "I34",
            "none waits when closed",
            trace().connected().close().send(1).send(2).send(3).pass(6).add(Kind.LOG),
            TWO_WAIT),
        keeps(
            "I34",
            "closed in between",
            trace()
                .opening()
                .send(1)
                .send(2)
                .call("close")
                .snap("CLOSED")
                .done("close")
                .opening()
                .send(3)
                .send(4)
                .dropped(2, "CLOSED")
                .dropped(3, "CLOSED")
                .pass(6)
                .add(Kind.LOG),
            TWO_WAIT),
        keeps(
            "I34",
            "refused ones do not count",
            trace()
                .opening()
                .send(1)
                .send(2)
                .begin("send", mail(3))
                .threw("send")
                .pass(6)
                .add(Kind.LOG),
            TWO_WAIT),
        breaks("I35", "written when it is 10,001 ms old", old(9001), TEN_SECONDS),
        keeps("I35", "written when it is 10 s old", old(9000), TEN_SECONDS),
        breaks("I36", "written while it waits", sending().writes(1, "state", "WAITING")),
        keeps("I36", "written while connected", sending().writes(1, "state", "CONNECTED")),
        breaks("I37", "another channel", written("other", "say")),
        breaks("I37", "another name", written("room", "other")),
        breaks("I37", "echo of a join", wish("join", false, null)),
        breaks("I37", "echo of a join the other way", wish("join", false, true)),
        keeps("I37", "echo of a join as given", wish("join", false, false)),
        breaks("I37", "echo of a profile", wish("update", true, null)),
        keeps("I37", "echo of a profile as given", wish("update", true, true)),
        breaks("I43", "another value is written", valued("b")),
        keeps("I43", "the value is written", valued("a")),
        breaks("I38", "acknowledged twice", acks(50, 50)),
        keeps("I38", "each acknowledged once", acks(50, 51)),
        keeps(
            "I38",
            "the id again on the next connection",
            query().lost().reconnected(1000, 1).tx("event", "event", "query", "ack", 7)),
        breaks(
            "I39",
            "replied twice",
            trace()
                .connected()
                .rx("event", "event", "q", "ack", 7)
                .tx("ack", "ack", 7)
                .tx("ack", "ack", 7)),
        breaks(
            "I40",
            "a stale acknowledgement",
            trace()
                .connected()
                .lost()
                .reconnected(1000, 1)
                .passMillis(1)
                .wireOf(1, Kind.WIRE_RX, "packet", "ack", "ack", 3, "stale", true)
                .passMillis(1)
                .add(Kind.API_DONE, "id", 99, "op", "query", "outcome", "delivered", "ack", 3)),
        breaks(
            "I49",
            "one pong for two pings",
            trace().connected().rx("ping").rx("ping").tx("pong").passMillis(1).add(Kind.LOG)),
        keeps(
            "I49",
            "a ping before its turn",
            trace()
                .opening()
                .attempt()
                .wire(Kind.WIRE_OPEN)
                .rx("ping")
                .passMillis(1)
                .add(Kind.LOG)),
        keeps(
            "I49",
            "a ping, and the transport throws",
            trace()
                .connected()
                .rx("ping")
                .wire(Kind.WIRE_THREW, "op", "send")
                .snap("WAITING")
                .passMillis(1)
                .add(Kind.LOG)),
        keeps(
            "I49",
            "a ping, and the end",
            trace().connected().rx("ping").lost().passMillis(1).add(Kind.LOG)));
  }

  private static Script sending() {
    return trace().connected().begin("send", mail(1));
  }

  private static Script attached() {
    return trace().connected().begin("send", mail(1)).writes(1, "attachments", 2);
  }

  private static Script fateless(long millis) {
    return trace().connected().lost().send(1).close().passMillis(millis).add(Kind.LOG);
  }

  private static Script three() {
    return trace().opening().send(1).send(2).send(3);
  }

  private static Script third(long victim) {
    return three().dropped(victim, "OVERFLOW").pass(6).add(Kind.LOG);
  }

  private static Script sizes(long one, long other) {
    return trace()
        .opening()
        .begin("send", "msg", 1, "event", "say", "size", one)
        .returned("send")
        .begin("send", "msg", 2, "event", "say", "size", other)
        .returned("send")
        .pass(6)
        .add(Kind.LOG);
  }

  private static Script aged(long millis) {
    return trace().opening().send(1).passMillis(millis).send(2).pass(6).add(Kind.LOG);
  }

  private static Script old(long millis) {
    return trace()
        .connected()
        .lost()
        .send(1)
        .retries(1000, 1)
        .engine()
        .passMillis(millis)
        .reply()
        .snap("CONNECTED")
        .writes(1);
  }

  private static Script written(String channel, String name) {
    return sending().tx("event", "event", "message", "msg", 1, "channel", channel, "name", name);
  }

  private static Script wish(String event, boolean asked, @Nullable Boolean written) {
    String op = event.equals("join") ? "join" : "updateProfile";
    return trace()
        .connected()
        .begin(op, "channel", "room", "echo", asked)
        .writesWish(event, "channel", "room", "echo", written)
        .returned(op);
  }

  private static Script valued(String written) {
    return trace().connected().begin("send", mail(1, "data", "a")).writes(1, "data", written);
  }

  private static Script acks(long one, long other) {
    return trace()
        .add(Kind.API_DONE, "id", one, "op", "ack", "outcome", "done")
        .add(Kind.API_DONE, "id", other, "op", "ack", "outcome", "done");
  }

  private static Script query() {
    return trace().connected().tx("event", "event", "query", "ack", 7);
  }
}

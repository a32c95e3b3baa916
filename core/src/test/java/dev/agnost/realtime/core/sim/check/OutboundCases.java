package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.CheckerCase.MIDDLE;
import static dev.agnost.realtime.core.sim.check.CheckerCase.breaks;
import static dev.agnost.realtime.core.sim.check.CheckerCase.keeps;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.SECOND;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.sent;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.trace;

import dev.agnost.realtime.core.sim.check.Bounds.Overflow;
import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;

/** I29 to I40. */
final class OutboundCases {

  private static final RunFacts UNBUFFERED = MIDDLE.without(Trait.BUFFERS);

  private static final RunFacts TWO_WAIT =
      MIDDLE.with(new Bounds(2, 8L << 20, 0, Overflow.REJECT_NEW, 64, 1L << 30, 5));

  private static final RunFacts HUNDRED_BYTES =
      MIDDLE.with(new Bounds(9, 100, 0, Overflow.REJECT_NEW, 64, 1L << 30, 5));

  private static final RunFacts TEN_SECONDS =
      MIDDLE.with(new Bounds(9, 8L << 20, 10 * SECOND, Overflow.REJECT_NEW, 64, 1L << 30, 5));

  private OutboundCases() {}

  static List<CheckerCase> all() {
    return List.of(
        breaks(
            "I29",
            "a message that waited has no fate when close is complete",
            trace().connected().lost().send(1).close().pass(6).gone()),
        keeps(
            "I29",
            "a message that waited is dropped by close",
            trace()
                .connected()
                .lost()
                .send(1)
                .call("close")
                .snap("CLOSED")
                .dropped(2, "CLOSED")
                .done("close")
                .passMillis(1)),
        breaks("I30", "the second is written before the first", twoWait().writes(2).writes(1)),
        keeps("I30", "written in the order of the calls", twoWait().writes(1).writes(2)),
        breaks("I31", "written twice", trace().connected().sendNow(1).writes(1)),
        keeps("I31", "two messages", trace().connected().sendNow(1).sendNow(2)),
        breaks(
            "I32",
            "a pong between a packet and its attachment",
            withAttachments().tx("binary").tx("pong").tx("binary")),
        keeps(
            "I32",
            "a pong after the last attachment",
            withAttachments().tx("binary").tx("binary").tx("pong")),
        breaks(
            "I33",
            "a message waits though none may",
            trace().connected().lost().send(1).passMillis(1).gone(),
            UNBUFFERED),
        keeps(
            "I33",
            "a message without connection is dropped at once",
            trace().connected().lost().send(1).dropped(2, "NOT_CONNECTED").passMillis(1).gone(),
            UNBUFFERED),
        breaks("I34", "the second is given up for the third", third(3), TWO_WAIT),
        keeps("I34", "the third is rejected", third(4), TWO_WAIT),
        breaks("I34", "bytes beyond the limit wait", large(200), HUNDRED_BYTES),
        keeps("I34", "no more bytes than may wait", large(60), HUNDRED_BYTES),
        breaks("I35", "written when it is 13 s old", waitsFor(12), TEN_SECONDS),
        keeps("I35", "written when it is 9 s old", waitsFor(8), TEN_SECONDS),
        breaks(
            "I36",
            "a message before the CONNECT reply",
            trace().opening().send(1).engine().writes(1).reply()),
        keeps(
            "I36",
            "a message after the CONNECT reply",
            trace().opening().send(1).engine().reply().writes(1)),
        breaks("I36", "a message of onConnect overtakes one that waited", ofOnConnect(2, 1)),
        keeps("I36", "a message of onConnect is behind one that waited", ofOnConnect(1, 2)),
        breaks(
            "I37",
            "echo=false is lost",
            trace().connected().begin("send", sent(1, "echo", false)).writes(1).returned("send")),
        keeps(
            "I37",
            "echo=false is in the packet",
            trace()
                .connected()
                .begin("send", sent(1, "echo", false))
                .writes(1, "echo", false)
                .returned("send")),
        breaks("I38", "an id is used twice", queries(7, 7)),
        keeps("I38", "each its own id", queries(7, 8)),
        breaks(
            "I39",
            "a reply on the next connection",
            asked().lost().reconnected(1000, 1).tx("ack", "ack", 7)),
        keeps("I39", "a reply where it was asked for", asked().tx("ack", "ack", 7)),
        breaks("I40", "delivered, says who?", delivered(trace().connected())),
        keeps(
            "I40",
            "delivered, says the server",
            delivered(trace().connected().rx("ack", "ack", 3))));
  }

  private static TraceBuilder twoWait() {
    return trace().connected().lost().send(1).send(2).reconnected(1000, 1);
  }

  private static TraceBuilder withAttachments() {
    return trace()
        .connected()
        .rx("ping")
        .begin("send", sent(1, "attachments", 2))
        .writes(1, "attachments", 2);
  }

  private static TraceBuilder third(long victim) {
    return trace().opening().send(1).send(2).send(3).dropped(victim, "OVERFLOW").pass(2).gone();
  }

  private static TraceBuilder large(long size) {
    return trace()
        .opening()
        .begin("send", "msg", 1, "event", "say", "size", size)
        .returned("send")
        .pass(6)
        .gone();
  }

  private static TraceBuilder ofOnConnect(long first, long second) {
    return trace()
        .opening()
        .send(1)
        .engine()
        .reply()
        .snap("CONNECTED")
        .begins(900, "@connect")
        .begin("send", sent(2, "inside", 1))
        .returned("send")
        .ends()
        .writes(first)
        .writes(second);
  }

  private static TraceBuilder waitsFor(long seconds) {
    return trace()
        .connected()
        .lost()
        .send(1)
        .retries(1000, 1)
        .engine()
        .pass(seconds)
        .reply()
        .snap("CONNECTED")
        .writes(1);
  }

  private static TraceBuilder queries(long first, long second) {
    return trace()
        .connected()
        .tx("event", "event", "query", "ack", first)
        .tx("event", "event", "query", "ack", second);
  }

  private static TraceBuilder asked() {
    return trace().connected().rx("event", "event", "say", "ack", 7);
  }

  private static TraceBuilder delivered(TraceBuilder script) {
    return script.add(Kind.API_DONE, "id", 99, "op", "query", "outcome", "delivered", "ack", 3);
  }
}

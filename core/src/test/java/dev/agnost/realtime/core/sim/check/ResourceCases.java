package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.CheckerCase.MIDDLE;
import static dev.agnost.realtime.core.sim.check.CheckerCase.breaks;
import static dev.agnost.realtime.core.sim.check.CheckerCase.keeps;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.sent;
import static dev.agnost.realtime.core.sim.check.TraceBuilder.trace;

import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;
import java.util.Set;

/** I55 to I62. */
final class ResourceCases {

  private static final RunFacts ENGINE = MIDDLE.withIoThreads(Set.of("io-1"));
  private static final RunFacts SECRET = MIDDLE.withCanaries(Set.of("s3cret"));

  private ResourceCases() {}

  static List<CheckerCase> all() {
    return List.of(
        breaks("I55", "more than the bound", gauge("retained", (256L << 20) + 1)),
        keeps("I55", "as much as the bound", gauge("retained", 256L << 20)),
        breaks("I56", "two threads more", threads(12)),
        keeps("I56", "as many threads as before", threads(10)),
        breaks("I57", "a callback on a thread of the engine", callbackOn("io-1"), ENGINE),
        keeps("I57", "a callback on another thread", callbackOn("worker-1"), ENGINE),
        breaks("I58", "a thread of the engine blocks", blocks("io-1"), ENGINE),
        keeps("I58", "a worker blocks", blocks("worker-1"), ENGINE),
        breaks("I59", "a class loader is held", gauge("loaders", 1)),
        keeps("I59", "no class loader is held", gauge("loaders", 0)),
        breaks("I60", "a callback inside a call of a callback", sends().begins(2, "b").ends()),
        keeps("I60", "a callback after it", sends().returned("send").ends().begins(2, "b").ends()),
        breaks("I61", "a token in the log", log("INFO", "token s3cret refused"), SECRET),
        keeps("I61", "no token in the log", log("INFO", "token *** refused"), SECRET),
        breaks("I62", "a warning for each attempt", warnings(6)),
        keeps("I62", "few warnings", warnings(5)));
  }

  private static TraceBuilder gauge(String what, long value) {
    return trace().add(Kind.RES, "what", what, "value", value);
  }

  private static TraceBuilder threads(long after) {
    return gauge("threads", 10)
        .connected()
        .close()
        .add(Kind.RES, "what", "threads", "value", after);
  }

  private static TraceBuilder callbackOn(String thread) {
    return trace()
        .connected()
        .add(Kind.CB_BEGIN, "cb", 50, "listener", 1, "event", "say", "thread", thread)
        .add(Kind.CB_END, "cb", 50, "outcome", "ok");
  }

  private static TraceBuilder blocks(String thread) {
    return trace().add(Kind.RES, "what", "blocking", "value", 1, "thread", thread);
  }

  private static TraceBuilder sends() {
    return trace().connected().begins(1, "a").begin("send", sent(1, "inside", 2));
  }

  private static TraceBuilder log(String level, String text) {
    return trace().add(Kind.LOG, "level", level, "text", text);
  }

  private static TraceBuilder warnings(int times) {
    TraceBuilder script = trace().opening().fails();
    for (int i = 0; i < times; i++) {
      script.passMillis(10).add(Kind.LOG, "level", "WARN", "text", "no connection");
    }
    return script;
  }
}

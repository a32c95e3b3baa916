package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashSet;
import java.util.Set;

/** Where and when callbacks run: I45, I57, I60. */
final class CallbackInvariants implements Invariants {

  private final RunFacts facts;
  private final Findings findings;
  private final Set<Long> running = new HashSet<>();
  private int calls; // of the API by a callback, not returned yet
  private final Set<Long> inside = new HashSet<>();

  CallbackInvariants(RunFacts facts, Findings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case API_CALL -> {
        if (rec.has("inside") && inside.add(rec.number("id"))) {
          calls++;
        }
      }
      case API_RETURN -> {
        if (inside.remove(rec.number("id"))) {
          calls--;
        }
      }
      case CB_BEGIN -> {
        if (calls > 0) {
          findings.breach("I60", "a callback runs inside a call that a callback makes");
        } else if (!running.isEmpty()) {
          findings.breach("I45", "two callbacks at once");
        }
        if (facts.ioThreads().contains(rec.text("thread"))) {
          findings.breach("I57", "a callback on thread " + rec.text("thread"));
        }
        running.add(rec.number("cb"));
      }
      case CB_END -> running.remove(rec.number("cb"));
      default -> {}
    }
  }
}

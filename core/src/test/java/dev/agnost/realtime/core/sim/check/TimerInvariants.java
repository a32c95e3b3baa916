package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashMap;
import java.util.Map;

/** Every timer ends, and none is armed that the state has no use for: I27. */
final class TimerInvariants implements Invariants {

  private static final String OF_THE_PHASE = "PhaseTimers";
  private static final String FOR_LEAVING = "ClosingConnections";

  /** How many timers of the phase a state has at most. */
  private static final Map<String, Integer> MOST =
      Map.of(
          "IDLE", 0,
          "CONNECTING", 2, // the deadline and the heartbeat
          "CONNECTED", 1,
          "WAITING", 1,
          "CLOSED", 1, // the close frame may be unanswered
          "FAILED", 0);

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private final Map<Long, TraceRecord> armed = new HashMap<>();
  private int ofThePhase;
  private boolean closed; // a close is complete, and no open since
  private final Map<Long, Long> closes = new HashMap<>();
  private boolean unsettled;
  private long completed; // the place where the last close was

  TimerInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case TMR_ARM -> {
        armed.put(rec.number("timer"), rec);
        ofThePhase += rec.is("purpose", OF_THE_PHASE) ? 1 : 0;
        unsettled = true;
      }
      case TMR_CANCEL, TMR_FIRE -> ended(rec);
      case SNAP -> unsettled = true;
      case API_CALL -> {
        if (rec.is("op", "open")) {
          closed = false;
        } else if (rec.is("op", "close") || rec.is("op", "release")) {
          closes.put(rec.number("id"), rec.seq());
        }
      }
      case API_DONE -> {
        Long called = closes.remove(rec.number("id"));
        if (called != null && view.openSeq < called) {
          closed = true;
          completed = rec.seq();
        }
        unsettled |= closed;
      }
      default -> {}
    }
  }

  private void ended(TraceRecord rec) {
    TraceRecord arm = armed.remove(rec.number("timer"));
    if (arm == null) {
      findings.breach("I27", "timer " + rec.number("timer") + " ended and was not armed");
    } else {
      ofThePhase -= arm.is("purpose", OF_THE_PHASE) ? 1 : 0;
      if (rec.kind() == Kind.TMR_FIRE && rec.t() < arm.number("due")) {
        findings.breach("I27", "a timer fired before it was due");
      }
    }
  }

  @Override
  public void settle(long now) {
    if (!unsettled) {
      return;
    }
    unsettled = false;
    int most = MOST.getOrDefault(view.state, 2);
    if (ofThePhase > most) {
      findings.breach(
          "I27", ofThePhase + " timers in " + view.state + ", which needs at most " + most);
    }
    if (closed && closes.isEmpty()) {
      noneArmed("after close completed", true);
    }
  }

  private void noneArmed(String when, boolean running) {
    for (TraceRecord each : armed.values()) {
      // a rude transport may open a connection that was given up long ago
      boolean forStranger = each.is("purpose", FOR_LEAVING) && each.seq() > completed;
      if (!(forStranger && running)) {
        findings.breach("I27", each.seq(), "a timer of " + each.text("purpose") + " " + when);
        return;
      }
    }
  }

  @Override
  public void end() {
    if (facts.has(Trait.ENDS_CLOSED)) {
      noneArmed("at the end", false);
    }
  }
}

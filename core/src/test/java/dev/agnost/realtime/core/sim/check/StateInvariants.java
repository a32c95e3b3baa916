package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.Map;
import java.util.Set;

/** What the application sees of the connection: I01 to I04. */
final class StateInvariants implements Invariants {

  private static final Map<String, Set<String>> TABLE =
      Map.of(
          "IDLE", Set.of("CONNECTING", "CLOSED"),
          "CONNECTING", Set.of("CONNECTED", "WAITING", "FAILED", "CLOSED"),
          "CONNECTED", Set.of("WAITING", "FAILED", "CLOSED"),
          "WAITING", Set.of("CONNECTING", "CLOSED"),
          "CLOSED", Set.of("CONNECTING"),
          "FAILED", Set.of("CONNECTING", "CLOSED"));

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private boolean up;
  private String told = "IDLE";
  private long openSeqAtRest = -1; // the last open when the state came to rest

  StateInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case EVT_CONNECT -> {
        if (up) {
          findings.breach("I01", "onConnect twice in a row");
        }
        up = true;
        checkSid(rec);
      }
      case EVT_DISCONNECT -> {
        if (!up) {
          findings.breach("I01", "onDisconnect of a connection that onConnect did not announce");
        }
        up = false;
      }
      case SNAP -> snapshot(rec);
      case ST -> transition(rec);
      default -> {}
    }
  }

  private void snapshot(TraceRecord rec) {
    boolean connected = rec.is("state", "CONNECTED");
    if (rec.has("sid") != connected || rec.flag("connected") != connected) {
      findings.breach("I02", "state, socket id and isConnected() contradict each other");
      return;
    }
    checkSid(rec);
    boolean leftRest = view.stateBefore.equals("CLOSED") && !rec.is("state", "CLOSED");
    if (leftRest && view.openSeq <= openSeqAtRest) {
      findings.breach("I04", "out of CLOSED to " + rec.text("state") + " without open()");
    }
    if (rec.is("state", "CLOSED")) {
      openSeqAtRest = view.wanted ? openSeqAtRest : view.openSeq;
    }
  }

  private void checkSid(TraceRecord rec) {
    if (!rec.has("sid")) {
      return;
    }
    String sid = rec.text("sid");
    Epoch current = view.current;
    if (view.deadSids.contains(sid) && !view.sids.contains(sid)) {
      findings.breach("I06", "the reply of a connection that is over made " + sid + " the id");
    } else if (current == null || !sid.equals(current.sid)) {
      findings.breach("I03", sid + " is not the id in the CONNECT reply of this connection");
    }
  }

  private void transition(TraceRecord rec) {
    String from = rec.text("from");
    String to = rec.text("to");
    if (!from.equals(told) || !TABLE.getOrDefault(from, Set.of()).contains(to)) {
      findings.breach("I04", "told " + from + " to " + to + " after " + told);
    }
    told = to;
  }

  @Override
  public void end() {
    if (up && facts.has(Trait.ENDS_CLOSED) && view.calm()) {
      findings.breach("I01", "the last connection ended and onDisconnect was not told");
    }
  }
}

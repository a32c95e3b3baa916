package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which connections may begin, and which may live on: I05, I07, I08, I12, I22, I23, I24. */
final class EpochInvariants implements Invariants {

  static final long CLOSE_LIMIT = 2_000_000_000L;

  private static final Set<String> ALIVE = Set.of("CONNECTING", "CONNECTED");

  /**
   * Timers of a closing connection that may be due, and of a listener that begins on a thread of
   * its own.
   */
  private static final Set<String> APART = Set.of("ClosingConnections", "SlowListenerDetector");

  private final ClientView view;
  private final Findings findings;
  private final List<Epoch> leaving = new ArrayList<>();
  private boolean restedSinceAttempt; // WAITING, FAILED or CLOSED has been seen
  private boolean gaveUp; // FAILED, and no open since
  private long idleOpen = -1; // the call of open() that may start nothing
  private boolean wantedBefore;

  EpochInvariants(ClientView view, Findings findings) {
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case API_CALL -> {
        if (rec.is("op", "open")) {
          gaveUp = false;
          idleOpen = wantedBefore && ALIVE.contains(view.state) ? rec.number("id") : -1;
        }
        wantedBefore = view.wanted;
      }
      case API_RETURN -> idleOpen = rec.number("id") == idleOpen ? -1 : idleOpen;
      case SNAP -> {
        restedSinceAttempt |= !ALIVE.contains(view.state);
        gaveUp |= view.state.equals("FAILED");
      }
      case ASK -> startsNothing(rec);
      case WIRE_LEFT -> {
        startsNothing(rec);
        Epoch of = view.epoch;
        if (of != null && of.lingers()) {
          leaving.add(of);
        }
      }
      case WIRE_ATTEMPT -> attempt(rec);
      default -> {}
    }
  }

  private void startsNothing(TraceRecord rec) {
    if (idleOpen >= 0) {
      findings.breach("I07", "open() while " + view.state + " led to " + rec.kind());
      idleOpen = -1;
    }
  }

  private void attempt(TraceRecord rec) {
    boolean byIdleOpen = idleOpen >= 0;
    startsNothing(rec);
    if (view.closeReturned || view.released) {
      String id = view.closedInsideAttempt ? "I23" : "I08";
      findings.breach(id, "an attempt after close()");
    } else if (view.terminal) {
      findings.breach("I12", "an attempt after a final refusal");
    } else if (gaveUp) {
      findings.breach("I24", "an attempt after giving up");
    }
    Epoch before = view.previous;
    if (before != null && before.isLive() && !byIdleOpen) {
      boolean forgotten = restedSinceAttempt || before.wasConnected();
      findings.breach(
          forgotten ? "I05" : "I22",
          "connection " + before.number + " is neither over nor given up");
    }
    leaving.removeIf(each -> !each.lingers());
    if (leaving.size() > 1) {
      findings.breach("I05", "more than one connection is still being closed");
    }
    restedSinceAttempt = false;
  }

  @Override
  public void settle(long now) {
    if (leaving.isEmpty()) {
      return;
    }
    leaving.removeIf(each -> !each.lingers());
    for (Epoch each : leaving) {
      if (view.awake(now) - each.leftAwake > CLOSE_LIMIT + view.lateness()) {
        findings.breach("I05", "connection " + each.number + " was closed and never cut off");
        leaving.remove(each);
        return;
      }
    }
  }

  /** Whether a record is something that the client does because of what came before it. */
  static boolean isReaction(TraceRecord rec) {
    Kind kind = rec.kind();
    return kind == Kind.SNAP
        || kind == Kind.WIRE_TX
        || kind == Kind.WIRE_ATTEMPT
        || (kind == Kind.TMR_ARM && !APART.contains(rec.text("purpose")));
  }
}

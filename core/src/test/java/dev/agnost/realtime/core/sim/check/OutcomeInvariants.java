package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import org.jspecify.annotations.Nullable;

/** Each attempt ends, in time, and the outcome is reported once: I13, I14. */
final class OutcomeInvariants implements Invariants {

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private long failed; // attempts that had to be reported as failed
  private long connected; // attempts that had to be reported as connected
  private long errors;
  private long excused; // errors that need no connection: credentials
  private long connects;
  private boolean began; // the transport was asked since the state became CONNECTING
  private int timedOut; // attempts that did so before it was, and were not told yet
  private boolean overdue; // reported already for this attempt

  OutcomeInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case WIRE_ATTEMPT -> {
        began = true;
        ended(view.previous);
        overdue = false;
      }
      case EVT_CONNECT -> connects++;
      case EVT_ERROR -> error(rec);
      case SNAP -> {
        overdue &= !view.stateBefore.equals("CONNECTING");
        moved(rec);
      }
      default -> {}
    }
  }

  /**
   * A supplier that does not answer, or a listener of onReconnectAttempt that is heard late, can
   * use up the whole timeout, and no connection shows it. A sleep counts: the deadline may fire
   * first.
   */
  private void moved(TraceRecord rec) {
    if (view.state.equals(view.stateBefore)) {
      return;
    }
    boolean gaveUp = view.state.equals("WAITING") || view.state.equals("FAILED");
    long lasted = rec.t() - view.stateSinceBefore;
    if (gaveUp && view.stateBefore.equals("CONNECTING") && !began && lasted >= facts.timeout()) {
      timedOut++;
    }
    began &= !view.state.equals("CONNECTING");
  }

  private void ended(@Nullable Epoch epoch) {
    if (epoch == null) {
      return;
    }
    if (epoch.wasConnected()) {
      connected++;
    } else if (!epoch.endedByUser && !epoch.isLive()) {
      failed++;
    }
  }

  private void error(TraceRecord rec) {
    errors++;
    boolean early = rec.is("kind", "TIMEOUT") && timedOut > 0;
    timedOut -= early ? 1 : 0;
    boolean withoutWire = rec.is("kind", "CREDENTIALS") || rec.is("kind", "INTERNAL") || early;
    excused += withoutWire ? 1 : 0;
    Epoch open = view.current;
    boolean thisOne = open != null && !open.wasConnected() && !open.isLive() && !open.endedByUser;
    if (errors - excused > failed + (thisOne ? 1 : 0)) {
      findings.breach("I13", "onError without an attempt that failed, or twice for one");
      excused++;
    }
  }

  @Override
  public void settle(long now) {
    if (overdue) {
      return;
    }
    long limit = facts.timeout() + view.lateness();
    boolean state =
        view.state.equals("CONNECTING") && view.awake(now) - view.stateSinceAwake > limit;
    Epoch open = view.current;
    boolean wire =
        open != null
            && open.isLive()
            && !open.wasConnected()
            && view.awake(now) - open.begunAwake > limit;
    if (state || wire) {
      findings.breach("I14", "an attempt is older than the timeout and has no outcome");
      overdue = true;
    }
  }

  @Override
  public void end() {
    ended(view.current);
    if (!facts.has(Trait.ENDS_CLOSED) || !view.calm()) {
      return;
    }
    if (errors < failed) {
      findings.breach("I13", failed + " attempts failed, and onError heard of " + errors);
    }
    if (connects != connected) {
      findings.breach("I13", connected + " connections, and onConnect heard of " + connects);
    }
  }
}

package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;

/** Reading goes on when the listeners have caught up: I49. */
final class WindowInvariants implements Invariants {

  private static final long SOON = 5_000_000_000L; // an executor may be slow

  private final ClientView view;
  private final Findings findings;
  private long stoppedSince = -1; // as time passes while the client is awake and no callback runs

  WindowInvariants(ClientView view, Findings findings) {
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    boolean stopped = !view.reads && view.flows() && view.openCallback < 0;
    boolean works = rec.kind() == Kind.CB_BEGIN || rec.kind() == Kind.CB_END;
    if (!stopped || works) {
      stoppedSince = stopped ? view.awake(rec.t()) : -1;
    } else if (stoppedSince < 0) {
      stoppedSince = view.awake(rec.t());
    }
  }

  @Override
  public void settle(long now) {
    if (stoppedSince >= 0 && view.awake(now) - stoppedSince > SOON + view.lateness()) {
      findings.breach("I49", "no listener is at work, and the client does not read");
      stoppedSince = Long.MAX_VALUE / 2; // reported once, until a callback runs
    }
  }
}

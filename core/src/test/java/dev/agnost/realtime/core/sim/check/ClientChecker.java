package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.Rec;
import java.util.List;

/** All judges of one client. */
final class ClientChecker {

  private final ClientView view;
  private final Findings findings;
  private final WaitJudge waits;
  private final Judge[] judges;
  private long now = Long.MIN_VALUE;

  ClientChecker(RunFacts facts, Findings findings) {
    this.view = new ClientView(facts);
    this.findings = findings;
    this.waits = new WaitJudge(view, facts, findings);
    this.judges =
        new Judge[] {
          new StateJudge(view, facts, findings),
          new EpochJudge(view, findings),
          new StaleJudge(view, findings),
          new CloseJudge(view, findings),
          new OutcomeJudge(view, facts, findings),
          new BadFrameJudge(view, findings), // before LossJudge, to which it tells a cause
          new LossJudge(view, findings),
          new AttemptJudge(view, facts, findings),
          waits,
          new LivelinessJudge(view, facts, findings),
          new TimerJudge(view, facts, findings),
          new FateJudge(view, facts, findings),
          new QueueJudge(view, facts, findings),
          new FrameJudge(view, findings),
          new ListenerJudge(view, facts, findings),
          new CallbackJudge(facts, findings),
          new WindowJudge(view, findings),
          new ChannelJudge(view, facts, findings),
          new ProfileJudge(view, findings),
          new ResourceJudge(view, facts, findings)
        };
  }

  void see(Rec rec) {
    boolean woke = rec.kind() == Kind.RUN && rec.is("phase", "asleep");
    if (woke) {
      view.update(rec); // first, since the client could do nothing until now
    }
    if (woke || rec.kind() != Kind.RUN) {
      settle(rec.t()); // a phase of the run may begin while the client is asleep
    }
    findings.at(rec);
    if (!woke) {
      view.update(rec);
    }
    for (Judge each : judges) {
      each.see(rec);
    }
  }

  private void settle(long t) {
    if (t > now && now != Long.MIN_VALUE) {
      for (Judge each : judges) {
        each.settle(t);
      }
    }
    now = t;
  }

  void end() {
    for (Judge each : judges) {
      each.settle(now);
    }
    for (Judge each : judges) {
      each.end();
    }
  }

  /** Where in their ranges the waits of this client were. */
  List<Double> draws() {
    return waits.draws();
  }
}

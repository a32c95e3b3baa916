package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import org.jspecify.annotations.Nullable;

/** A bad frame ends the connection, or is skipped, as the rule is: I50. Comes before LossJudge. */
final class BadFrameInvariants implements Invariants {

  private final ClientView view;
  private final Findings findings;
  private @Nullable Epoch broken; // must be given up in this instant
  private @Nullable Epoch skipping; // must not be given up in this instant

  BadFrameInvariants(ClientView view, Findings findings) {
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    Epoch of = view.epoch;
    if (of == null) {
      return;
    }
    if (rec.kind() == Kind.WIRE_RX && rec.is("packet", "bad") && !view.dead) {
      if (rec.flag("skip")) {
        skipping = of;
      } else if (of.causeAt == rec.t()) {
        broken = of;
      }
    } else if (rec.kind() == Kind.WIRE_LEFT && of == skipping && of.cause.isEmpty()) {
      findings.breach("I50", "the connection was given up for a frame that is to be skipped");
      of.cause = "parse error|transport error";
    }
  }

  @Override
  public void settle(long now) {
    Epoch of = broken;
    if (of != null && of.isLive()) {
      findings.breach("I50", "a frame that breaks the protocol had no consequence");
    }
    broken = null;
    skipping = null;
  }
}

package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashMap;
import java.util.Map;

/** What a connection that is over still tells is without effect: I06. */
final class StaleInvariants implements Invariants {

  private final ClientView view;
  private final Findings findings;
  private final Map<Long, Integer> pings = new HashMap<>(); // by epoch: pings minus pongs
  private long last = -1;
  private boolean pending; // a stale signal was the first thing of this instant

  StaleInvariants(ClientView view, Findings findings) {
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    if (rec.kind() == Kind.WIRE_RX && rec.is("packet", "ping") && !view.dead) {
      pings.merge(rec.epoch(), 1, Integer::sum);
    } else if (rec.kind() == Kind.WIRE_TX && rec.is("packet", "pong")) {
      if (pings.merge(rec.epoch(), -1, Integer::sum) < 0) {
        findings.breach("I06", "a pong on a connection that was not asked for it");
      }
    }
    boolean first = rec.t() != last;
    last = rec.t();
    if (pending && EpochInvariants.isReaction(rec)) {
      findings.breach("I06", "a signal of a connection that is over led to " + rec.kind());
      pending = false;
    } else if (view.dead && rec.flag("stale")) {
      pending |= first;
    } else if (!isEcho(rec)) {
      pending = false;
    }
  }

  /** Records that cannot be the reason of anything. */
  private static boolean isEcho(TraceRecord rec) {
    return rec.kind() == Kind.RES || rec.kind() == Kind.LOG || rec.kind() == Kind.WIRE_GONE;
  }

  @Override
  public void settle(long now) {
    pending = false;
  }
}

package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code close()} returns, completes in time, and ends everything: I09, I10, I11. */
final class CloseInvariants implements Invariants {

  private static final long PROMPT = 1_000_000_000L;
  private static final long LAST_CALLBACKS = 500_000_000L;

  private final ClientView view;
  private final Findings findings;
  private final Map<Long, Call> calls = new LinkedHashMap<>();
  private boolean unsettled; // something to look at when time goes on
  private boolean quiet; // a close is complete, and no open since
  private long now;

  CloseInvariants(ClientView view, Findings findings) {
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    now = rec.t();
    switch (rec.kind()) {
      case API_CALL -> {
        if (isClose(rec)) {
          calls.put(rec.number("id"), new Call(rec, view.awake(rec.t())));
        }
        quiet &= !rec.is("op", "open");
      }
      case API_RETURN -> {
        if (isClose(rec)) {
          returned(calls.get(rec.number("id")));
        }
      }
      case API_DONE -> {
        if (isClose(rec)) {
          done(calls.remove(rec.number("id")), rec);
        }
      }
      case CB_BEGIN -> {
        if (quiet) {
          findings.breach("I10", "a callback for " + rec.text("event") + " after close completed");
        }
      }
      case WIRE_TX -> {
        boolean data = rec.is("packet", "event") || rec.is("packet", "binary");
        if (view.closeReturned && data) {
          findings.breach("I10", "a message was written after close() returned");
        }
      }
      default -> {}
    }
  }

  private static boolean isClose(TraceRecord rec) {
    return rec.is("op", "close") || rec.is("op", "release");
  }

  private void returned(@Nullable Call call) {
    if (call == null) {
      return;
    }
    call.returned = true;
    unsettled = true;
    if (view.awake(now) - call.awake > PROMPT + view.lateness()) {
      findings.breach("I11", "close() blocked");
    }
  }

  private void done(@Nullable Call call, TraceRecord rec) {
    if (call == null) {
      return;
    }
    long took = view.awake(rec.t()) - call.awake;
    if (took > EpochInvariants.CLOSE_LIMIT + view.lateness() || !rec.is("outcome", "done")) {
      findings.breach("I09", "close() ended " + rec.text("outcome") + " after " + took + " ns");
    }
    if (view.openSeq > call.seq) {
      return;
    }
    Epoch last = view.current;
    if (last != null && (last.isLive() || last.lingers())) {
      findings.breach("I09", "close() is complete and connection " + last.number + " is not over");
    }
    long free = last == null ? call.awake : Math.max(call.awake, view.awake(last.closedAt));
    boolean stuck =
        view.openCallback >= 0 || view.awake(rec.t()) - free >= LAST_CALLBACKS - view.lateness();
    quiet = !stuck; // what is stuck is not waited for, and may run later
  }

  @Override
  public void settle(long settled) {
    if (view.openCallback >= 0) {
      return; // the getters were not read since
    }
    if (unsettled && view.closeReturned && !view.state.equals("CLOSED")) {
      findings.breach("I09", "after close() the state is " + view.state);
    }
    unsettled = false;
  }

  @Override
  public void end() {
    settle(now);
    for (Call call : calls.values()) {
      boolean late = view.awake(now) - call.awake > EpochInvariants.CLOSE_LIMIT + view.lateness();
      if (!call.returned) {
        findings.breach("I11", call.seq, "close() has not returned");
      } else if (late) {
        findings.breach(call.inside ? "I11" : "I09", call.seq, "close() never completed");
      }
    }
  }

  private static final class Call {
    private final long seq;
    private final long awake;
    private final boolean inside;
    private boolean returned;

    Call(TraceRecord rec, long awake) {
      this.seq = rec.seq();
      this.awake = awake;
      this.inside = rec.has("inside");
    }
  }
}

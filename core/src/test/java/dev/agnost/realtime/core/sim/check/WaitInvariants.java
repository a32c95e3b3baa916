package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How long it waits before an automatic attempt: I19, I20, I21, I28. */
final class WaitInvariants implements Invariants {

  private static final long STABLE = 30_000_000_000L;
  private static final Set<String> RESTING = Set.of("IDLE", "CLOSED", "FAILED");
  private static final long MOST_RETRY_AFTER = 600_000_000_000L;

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private final Map<Long, Long> armed = new HashMap<>(); // delays by timer
  private final Map<Long, Spread> spreads = new HashMap<>(); // by ceiling
  private final List<Double> draws = new ArrayList<>(); // where in its range each wait was

  private long level;
  private boolean first; // the wait follows a connection that was stable
  private boolean shortLived; // it follows one that was not
  private long outageSince = -1;
  private long outage; // at the decision
  private long retryAfter;
  private @Nullable Epoch counted; // the last connection that went into the level
  private long firedAt = -1;
  private long firedDelay;
  private long openSeqCounted = -1;
  private boolean wantedBefore;

  WaitInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  /** The places in their ranges of the waits so far. */
  List<Double> draws() {
    return draws;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case API_CALL -> {
        if (rec.is("op", "open") && !wantedBefore) {
          newSeries(rec.t());
        }
        wantedBefore = view.wanted;
      }
      case TMR_ARM -> armed.put(rec.number("timer"), rec.number("delay"));
      case TMR_CANCEL -> armed.remove(rec.number("timer"));
      case TMR_FIRE -> {
        Long delay = armed.remove(rec.number("timer"));
        firedAt = delay == null ? -1 : rec.t();
        firedDelay = delay == null ? 0 : delay;
      }
      case SNAP -> {
        if (!view.state.equals(view.stateBefore) || rec.seq() == 0) {
          changed(rec);
        }
      }
      default -> {}
    }
  }

  private void changed(TraceRecord rec) {
    switch (view.state) {
      case "CONNECTED" -> outageSince = -1;
      case "WAITING" -> wentWrong(rec.t());
      case "CONNECTING" -> {
        if (view.stateBefore.equals("WAITING") && view.openSeq == openSeqCounted) {
          waited(rec.t());
        } else if (!view.stateBefore.equals("WAITING")) {
          newSeries(rec.t());
        }
        openSeqCounted = view.openSeq;
      }
      default -> {}
    }
  }

  private void newSeries(long now) {
    level = 0;
    outageSince = now;
    counted = view.current; // what it was before does not count
  }

  private void wentWrong(long now) {
    if (RESTING.contains(view.stateBefore)) {
      newSeries(now); // it opened and failed in one step
    }
    openSeqCounted = view.openSeq;
    Epoch over = view.current;
    boolean stood = over != null && over != counted && over.wasConnected();
    boolean stable = stood && over != null && now - over.connectedAt >= STABLE;
    level = stable ? 1 : level + 1;
    first = stood && level == 1;
    shortLived = stood && !first;
    retryAfter =
        over == null || over == counted
            ? 0
            : Math.min(MOST_RETRY_AFTER, Math.max(0, over.retryAfter));
    counted = over;
    if (outageSince < 0 || stood) { // CONNECTED may have been too short for the getters
      outageSince = now;
    }
    outage = now - outageSince;
  }

  private void waited(long now) {
    if (!facts.has(Trait.STANDARD_WAITS)) {
      return;
    }
    ReconnectRules rules = facts.reconnect();
    long delay = firedAt == now ? firedDelay : now - view.stateSinceBefore;
    long slack = firedAt == now ? 0 : view.lateness() + view.asleep;
    long shortest = rules.shortest(level, outage, first);
    long longest = Math.max(rules.longest(level, outage, first), retryAfter);
    if (delay < retryAfter) {
      findings.breach("I28", "waited " + delay + " ns; Retry-After said " + retryAfter);
    } else if (delay < shortest) {
      boolean level19 = shortLived && delay >= rules.base() / 10;
      findings.breach(
          level19 ? "I19" : "I20",
          "waited " + delay + " ns at level " + level + "; at least " + shortest);
    } else if (delay > longest + slack) {
      findings.breach("I20", "waited " + delay + " ns at level " + level + "; at most " + longest);
    } else if (retryAfter == 0 && longest > shortest) {
      drawn(delay, shortest, longest);
    }
  }

  private void drawn(long delay, long shortest, long longest) {
    draws.add((double) (delay - shortest) / (longest - shortest));
    Spread spread = spreads.computeIfAbsent(longest, ceiling -> new Spread());
    if (spread.add(delay)) {
      findings.breach("I21", "waits of " + delay + " ns again and again: no jitter");
    }
  }
}

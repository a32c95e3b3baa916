package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayDeque;
import java.util.Deque;

/** How automatic attempts are counted, told and ended: I18, I22, I23, I24. */
final class AttemptInvariants implements Invariants {

  private static final long MINUTE = 60_000_000_000L;
  private static final long SAY = 1_000_000_000L; // a listener may hold an attempt up for so long

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private final int mostInAMinute;
  private final Deque<Long> lately = new ArrayDeque<>(); // automatic attempts of the last minute

  private long number; // of the last attempt that was told
  private int restarts; // opens that begin a new series, which callbacks may tell of later
  private boolean wantedBefore;
  private boolean mustRestart;
  private long told;
  private long begun; // automatic ones
  private long inSeries; // automatic ones since the last connection or open
  private boolean judged; // this attempt was seen to start
  private boolean automatic;
  private boolean failedTold; // FAILED was told, and nothing else since

  AttemptInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
    this.mostInAMinute = facts.reconnect().mostInAMinute();
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case API_CALL -> {
        if (rec.is("op", "open")) {
          opened();
        }
        wantedBefore = view.wanted;
      }
      case EVT_CONNECT -> mustRestart = true;
      case EVT_ATTEMPT -> numbered(rec.number("n"));
      case EVT_GIVEUP -> gaveUp();
      case ST -> failedTold &= !rec.is("from", "FAILED");
      case SNAP -> snapshot();
      case WIRE_ATTEMPT -> starts(rec.t());
      case WIRE_RX -> {
        Epoch of = view.epoch;
        inSeries = of != null && of.connectedAt == rec.t() ? 0 : inSeries;
      }
      default -> {}
    }
  }

  private void opened() {
    lately.clear();
    if (!wantedBefore || view.state.equals("FAILED")) {
      restarts++;
      automatic = false;
      inSeries = 0;
    }
  }

  private void numbered(long n) {
    boolean next = n == number + 1 && !mustRestart;
    boolean restart = n == 1 && (mustRestart || restarts > 0);
    if (!next && !restart) {
      findings.breach("I18", "attempt " + n + " was told after " + number);
    }
    restarts -= n == 1 && !next && !mustRestart && restarts > 0 ? 1 : 0;
    number = n;
    told++;
    mustRestart = false;
  }

  private void gaveUp() {
    if (failedTold) {
      findings.breach("I24", "FAILED was told twice");
    }
    failedTold = true;
  }

  private void snapshot() {
    boolean begins = view.state.equals("CONNECTING") && view.stateBefore.equals("WAITING");
    if (begins) {
      automatic = !view.openSinceAttempt;
      judged = false;
      begun += automatic ? 1 : 0;
      inSeries += automatic ? 1 : 0;
      checkCount();
    }
    if (view.state.equals("FAILED") && !view.stateBefore.equals("FAILED")) {
      failed();
    }
  }

  private void checkCount() {
    long most = facts.reconnect().maxAttempts();
    if (automatic && most > 0 && inSeries > most) {
      findings.breach("I24", "attempt " + inSeries + " of at most " + most);
    }
    if (!automatic || !facts.has(Trait.STANDARD_WAITS)) {
      return;
    }
    long now = view.stateSince;
    lately.add(now);
    while (now - lately.element() > MINUTE) {
      lately.remove();
    }
    if (lately.size() > mostInAMinute) {
      findings.breach("I22", lately.size() + " automatic attempts in a minute");
    }
  }

  private void failed() {
    long most = facts.reconnect().maxAttempts();
    if (!view.terminal && facts.has(Trait.STANDARD_WAITS) && (most == 0 || inSeries < most)) {
      findings.breach("I24", "gave up after " + inSeries + " automatic attempts");
    }
  }

  private void starts(long t) {
    boolean unseen = view.state.equals("WAITING"); // it starts before the getters were read
    long expected = begun + (unseen && !view.openSinceAttempt ? 1 : 0);
    boolean waited = !unseen && t - view.attemptSince >= SAY; // a timer, which counts sleep too
    boolean first = unseen || (automatic && !judged);
    judged = true;
    if (first && !waited && told < expected && !facts.has(Trait.REFUSES_CALLBACKS)) {
      findings.breach("I23", "an attempt began before onReconnectAttempt was told");
    }
  }
}

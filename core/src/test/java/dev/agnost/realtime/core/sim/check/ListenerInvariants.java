package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.ListenerHistory.Registration;
import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which listener is called with what, in which order: I41, I42, I43, I44, I46, I47, I48, and the
 * bound of I49.
 */
final class ListenerInvariants implements Invariants {

  private static final long LONG = 5_000_000_000L;

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private final ListenerHistory listening = new ListenerHistory();
  private final Deque<ReceivedEvent> arrived = new ArrayDeque<>(); // and not called back for
  private final Set<Long> waiting = new HashSet<>(); // the numbers of those
  private final Set<Long> dead = new HashSet<>(); // numbers of events that came too late
  private final Set<Long> past = new HashSet<>(); // numbers of events that were dispatched
  private @Nullable ReceivedEvent incomplete;
  private int demanded; // of those that arrived and have a listener
  private @Nullable Epoch latest; // that a message arrived on
  private int unasked; // messages of it that came without demand

  private long in = -1; // that is being dispatched
  private @Nullable ReceivedEvent event;
  private List<Registration> expected = List.of();
  private final List<Registration> ran = new ArrayList<>();
  private boolean threw; // a listener, in this dispatch
  private boolean everThrew;
  private boolean ended;
  private long lastEnd; // the place of the last end of a callback
  private long now;

  ListenerInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    now = rec.t();
    switch (rec.kind()) {
      case API_CALL -> {
        listening.called(rec, view.openCallback >= 0);
        if (rec.text("op").equals("off")) {
          unheard();
        }
      }
      case WIRE_RX -> received(rec);
      case CB_BEGIN -> begins(rec);
      case CB_END -> {
        threw |= rec.is("outcome", "threw");
        everThrew |= threw;
        lastEnd = rec.seq();
      }
      default -> {}
    }
  }

  private void received(TraceRecord rec) {
    Epoch of = view.epoch;
    if (view.dead || of == null || !of.cause.isEmpty()) {
      if (rec.has("in")) {
        dead.add(rec.number("in"));
      }
      return;
    }
    countUnasked(rec, of);
    if (rec.is("packet", "binary")) {
      ReceivedEvent open = incomplete;
      if (open != null && open.epoch == of && open.attachmentsLeft > 0) {
        open.attachmentsLeft--;
      }
    } else if (rec.has("in") && of.stage.compareTo(Epoch.Stage.ENGINE) >= 0) {
      boolean counts = !rec.flag("undemanded") && listening.hears(rec.text("event"));
      incomplete = new ReceivedEvent(rec, of, view.awake(rec.t()), counts);
      arrived.add(incomplete);
      waiting.add(incomplete.in());
      demanded += counts ? 1 : 0;
      if (demanded > facts.bounds().inboundEvents() + unasked) {
        findings.breach("I49", demanded + " events wait for listeners");
      }
    }
  }

  /** A message that was not asked for looks like one that was: the client asks once too often. */
  private void countUnasked(TraceRecord rec, Epoch of) {
    if (latest != of && demanded == 0) {
      unasked = 0;
    }
    latest = of;
    unasked += rec.flag("undemanded") ? 1 : 0;
  }

  private void begins(TraceRecord rec) {
    long number = rec.number("in");
    if (number != in) {
      finish();
      if (number >= 0) {
        start(number);
      }
    }
    Registration recordingListeners = listening.find(rec.number("listener"));
    if (recordingListeners == null) {
      return;
    }
    if (recordingListeners.once && recordingListeners.runs > 0) {
      findings.breach("I46", "a once-listener runs again");
    } else if (recordingListeners.removed
        && (recordingListeners.removedBetween || recordingListeners.removedAt < lastEnd)) {
      findings.breach(
          "I47", "listener " + recordingListeners.listener + " runs after it was removed");
    } else if (number >= 0) {
      ordered(recordingListeners);
    }
    recordingListeners.runs++;
    ran.add(recordingListeners);
    if (recordingListeners.once) {
      unheard();
    }
    ReceivedEvent present = event;
    if (present != null) {
      compare(present, rec);
    }
  }

  private void ordered(Registration recordingListeners) {
    if (ran.contains(recordingListeners)) {
      findings.breach(
          recordingListeners.isAny() ? "I48" : "I41", "a listener runs twice for one event");
    } else if (!ran.isEmpty()) {
      Registration before = ran.get(ran.size() - 1);
      if (recordingListeners.isAny() && !before.isAny()) {
        findings.breach("I48", "a catch-all listener runs after a named one");
      } else if (recordingListeners.isAny() == before.isAny()
          && recordingListeners.since < before.since) {
        findings.breach("I41", "listeners run out of the order of their registration");
      }
    }
  }

  private void start(long number) {
    in = number;
    threw = false;
    event = null;
    while (event == null && !arrived.isEmpty() && isComing(number)) {
      ReceivedEvent next = arrived.remove();
      waiting.remove(next.in());
      demanded -= next.demanded ? 1 : 0;
      if (next.in() == number) {
        event = next;
      } else {
        lost(next);
      }
    }
    ReceivedEvent found = event;
    if (found == null) {
      unexpected(number);
      return;
    }
    past.add(number);
    expected = listening.hearing(found.wire.text("event"));
    if (!found.epoch.wasConnected()) {
      findings.breach("I42", "an early event was delivered though the connection never stood");
    }
  }

  /** A listener has gone: what was for it alone waits for no listener. */
  private void unheard() {
    for (ReceivedEvent each : arrived) {
      if (each.demanded && !listening.hears(each.wire.text("event"))) {
        each.demanded = false;
        demanded--;
      }
    }
  }

  private boolean isComing(long number) {
    if (past.contains(number) || dead.contains(number)) {
      return false;
    }
    return waiting.contains(number);
  }

  private void unexpected(long number) {
    if (dead.contains(number)) {
      findings.breach("I06", "an event of a connection that is over was delivered");
    } else if (past.contains(number)) {
      findings.breach("I41", "event " + number + " was delivered out of order or twice");
    } else {
      findings.breach("I43", "event " + number + " was delivered; the server did not send it");
    }
  }

  private void lost(ReceivedEvent each) {
    past.add(each.in());
    if (!each.counts()) {
      return;
    }
    for (Registration recordingListeners : listening.hearing(each.wire.text("event"))) {
      if (recordingListeners.since < each.wire.seq()) {
        String id = each.early ? "I42" : everThrew && ended ? "I44" : "I41";
        findings.breach(id, "event " + each.in() + " was passed over");
        return;
      }
    }
  }

  private void compare(ReceivedEvent heard, TraceRecord rec) {
    TraceRecord wire = heard.wire;
    boolean data = !rec.has("data") || !wire.has("data") || rec.is("data", wire.text("data"));
    if (!data || !rec.text("channel").equals(wire.text("channel"))) {
      findings.breach(heard.early ? "I42" : "I43", "the listener was told another value");
    }
  }

  /** The dispatch is over: all its listeners have been called. */
  private void finish() {
    for (Registration each : expected) {
      if (!ran.contains(each) && each.listens()) {
        String id = each.isAny() ? "I48" : threw ? "I44" : "I41";
        findings.breach(id, "listener " + each.listener + " was left out for event " + in);
        break;
      }
    }
    expected = List.of();
    ran.clear();
    in = -1;
    event = null;
  }

  @Override
  public void end() {
    if (view.openCallback >= 0) {
      return;
    }
    finish();
    if (!facts.has(Trait.ENDS_CLOSED) || !view.calm()) {
      return;
    }
    ended = true;
    for (ReceivedEvent each : arrived) {
      if (view.awake(now) - each.awake > LONG) {
        lost(each);
      }
    }
  }
}

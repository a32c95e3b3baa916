package dev.agnost.realtime.systemtests.nemesis;

import java.util.ArrayList;
import java.util.List;

/** Checks the calls of one client's listeners: I01, I10, I18, I45 and I57. */
final class ListenerCallChecker {

  private final ClientHistory history;
  private final List<Violation> violations = new ArrayList<>();
  private boolean connected;
  private boolean mayRestart; // the next automatic attempt may be the first of a series
  private boolean mustRestart; // it must be
  private long attempt;
  private long free = Long.MIN_VALUE; // when the last call had ended

  private ListenerCallChecker(ClientHistory history) {
    this.history = history;
  }

  static List<Violation> check(ClientHistory history) {
    ListenerCallChecker check = new ListenerCallChecker(history);
    history.calls().forEach(check::check);
    return check.violations;
  }

  private void check(ListenerCall call) {
    if (free != Long.MIN_VALUE && call.begin() - free < 0) {
      violation("I45", call.event() + " came on " + call.thread() + " during another call");
    }
    free = free == Long.MIN_VALUE || call.end() - free > 0 ? call.end() : free;
    if (call.begin() - history.closed() > 0) {
      violation("I10", call.event() + " came after the client had closed");
    }
    if (!call.thread().startsWith(history.threads())) {
      violation("I57", call.event() + " came on " + call.thread());
    }
    if (call.event() instanceof ListenerEvent.Connected) {
      connected();
    } else if (call.event() instanceof ListenerEvent.Lost) {
      lost();
    } else if (call.event() instanceof ListenerEvent.Attempt attempt) {
      attempt(attempt.number());
    } else if (call.event() instanceof ListenerEvent.ClosedByApplication) {
      mayRestart = true;
    }
  }

  private void connected() {
    if (connected) {
      violation("I01", "onConnect came twice without onDisconnect");
    }
    connected = true;
    mustRestart = true;
  }

  private void lost() {
    if (!connected) {
      violation("I01", "onDisconnect came without onConnect");
    }
    connected = false;
  }

  private void attempt(long number) {
    boolean next = number == attempt + 1 && !mustRestart;
    boolean first = number == 1 && (mustRestart || mayRestart);
    if (!next && !first) {
      String since = mustRestart ? " and a connection" : "";
      violation("I18", "attempt " + number + " came after " + attempt + since);
    }
    attempt = number;
    mustRestart = false;
    mayRestart = false;
  }

  private void violation(String invariant, String what) {
    violations.add(new Violation(invariant, history.client(), what));
  }
}

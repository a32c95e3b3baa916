package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** It gets there when nothing hinders it, and is idle when there is nothing to do: I25, I26. */
final class LivelinessInvariants implements Invariants {

  /** In one instant, beside those that handle the frames that arrive in it. */
  private static final int MOST_TASKS = 1_000;

  /**
   * Timers from before: a look at a listener that has returned, a heartbeat, and that once more.
   */
  private static final int OVERDUE = 3;

  private static final long SECOND = 1_000_000_000L;
  private static final long HEARTBEAT = 40 * SECOND;
  private static final long MOST_RETRY_AFTER = 600 * SECOND;

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private final Map<Long, Long> unsent = new HashMap<>(); // calls of send without fate: since when
  private final Set<Long> closing = new HashSet<>(); // calls of close that are not complete
  private long healSince = -1;
  private long instant = -1;
  private int tasks; // in this instant
  private int frames; // that arrived in this instant
  private int idlePings;
  private int idleTimers;

  LivelinessInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    countTasks(rec);
    countIdleWork(rec);
    switch (rec.kind()) {
      case API_CALL -> {
        if (rec.has("msg")) {
          unsent.put(rec.number("id"), rec.t());
        } else if (rec.is("op", "close")) {
          closing.add(rec.number("id"));
        }
      }
      case API_RETURN -> {
        if (rec.has("failed")) {
          unsent.remove(rec.number("id"));
        }
      }
      case API_DONE -> {
        unsent.remove(rec.number("id"));
        closing.remove(rec.number("id"));
      }
      case RUN -> {
        if (rec.is("phase", "heal")) {
          healSince = rec.t();
        } else if (rec.is("phase", "healed") && healSince >= 0) {
          healed(rec.t());
        }
      }
      default -> {}
    }
  }

  private void healed(long now) {
    long wish = view.current == null ? 0 : Math.max(0, view.current.retryAfter);
    long enough =
        facts.reconnect().capAt(Long.MAX_VALUE)
            + facts.timeout()
            + HEARTBEAT
            + 5 * SECOND
            + Math.min(wish, MOST_RETRY_AFTER);
    long since = Math.max(healSince, view.openedAt);
    if (!view.wanted || view.terminal || now - since < enough) {
      return;
    }
    if (!view.state.equals("CONNECTED")) {
      findings.breach("I25", "nothing hindered it for long, and the state is " + view.state);
      return;
    }
    Epoch open = view.current;
    long connected = open == null ? now : open.connectedAt;
    for (long accepted : unsent.values()) {
      if (now - Math.max(accepted, connected) > 5 * SECOND) {
        findings.breach("I25", "connected, and " + unsent.size() + " messages still wait");
        return;
      }
    }
  }

  private void countTasks(TraceRecord rec) {
    if (rec.t() != instant) {
      instant = rec.t();
      tasks = 0;
      frames = 0;
    }
    tasks += rec.kind() == Kind.TMR_FIRE || rec.kind() == Kind.WIRE_ATTEMPT ? 1 : 0;
    frames += rec.kind() == Kind.WIRE_RX ? 1 : 0;
    boolean told = rec.kind() == Kind.RES && rec.is("what", "tasks");
    if (tasks == MOST_TASKS + 1 || (told && rec.number("value") > MOST_TASKS + frames)) {
      findings.breach("I26", "it spins: more than " + MOST_TASKS + " tasks in one instant");
    }
  }

  private void countIdleWork(TraceRecord rec) {
    boolean ping = rec.kind() == Kind.WIRE_RX && rec.is("packet", "ping");
    boolean fire = rec.kind() == Kind.TMR_FIRE;
    idlePings += ping ? 1 : 0;
    idleTimers += fire ? 1 : 0;
    boolean idle = ping || fire || isQuiet(rec);
    boolean waits = !unsent.isEmpty() || !closing.isEmpty(); // each close has a limit
    boolean works = view.openCallback >= 0; // a slow listener is being watched
    if (!idle || works || !view.state.equals("CONNECTED") || waits || !view.reads) {
      idlePings = 0;
      idleTimers = 0;
    } else if (idleTimers > idlePings + OVERDUE) {
      findings.breach("I26", "an idle client keeps running timers");
      idleTimers = 0;
    }
  }

  private static boolean isQuiet(TraceRecord rec) {
    return switch (rec.kind()) {
      case TMR_ARM, TMR_CANCEL, RES, LOG, WIRE_SEEN, WIRE_SENT -> true;
      case WIRE_TX -> rec.is("packet", "pong");
      default -> false;
    };
  }
}

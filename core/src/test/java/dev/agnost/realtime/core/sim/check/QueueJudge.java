package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.Rec;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queue of unsent messages keeps to its limits and gives up the right one: I34. Follows the
 * queue with one of its own. Of bytes it knows the payload only, so near that limit it believes.
 */
final class QueueJudge implements Judge {

  private static final long ENVELOPE = 1_024; // more than a header takes
  private static final long SOON = 5_000_000_000L; // futures are completed by workers
  private static final Set<String> QUEUES = Set.of("IDLE", "CONNECTING", "CONNECTED", "WAITING");

  private final ClientView view;
  private final RunFacts facts;
  private final Bounds bounds;
  private final Findings findings;
  private final LinkedHashMap<Long, Rec> queue = new LinkedHashMap<>(); // calls by id
  private final Map<Long, Long> victims = new HashMap<>(); // ids, and when they had to go
  private final Map<Long, Long> ids = new HashMap<>(); // by message
  private long bytes;
  private long fullSince = -1;
  private @Nullable Rec called; // a send that is under way or has just returned

  QueueJudge(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.bounds = facts.bounds();
    this.findings = findings;
  }

  @Override
  public void see(Rec rec) {
    Rec just = called;
    if (just != null && !concerns(just, rec)) {
      called = null;
      offer(just, rec.t());
    }
    switch (rec.kind()) {
      case API_CALL -> {
        if (rec.has("msg")) {
          ids.put(rec.number("msg"), rec.number("id"));
          called = rec;
        } else if (rec.is("op", "close") || rec.is("op", "release")) {
          clear();
        }
      }
      case SNAP -> {
        if (rec.is("state", "FAILED")) {
          clear();
        }
      }
      case API_RETURN -> called = rec.has("failed") ? null : called;
      case API_DONE -> done(rec);
      case WIRE_TX -> {
        Long id = rec.has("msg") ? ids.get(rec.number("msg")) : null;
        if (id != null) {
          written(id);
        }
      }
      default -> {}
    }
  }

  /** Nothing waits any more, although the futures may tell it later. */
  private void clear() {
    queue.clear();
    victims.clear();
    bytes = 0;
  }

  /** Whether the call is not decided yet, because this record belongs to it. */
  private static boolean concerns(Rec call, Rec rec) {
    boolean result = rec.kind() == Kind.API_RETURN || rec.kind() == Kind.API_DONE;
    boolean wire = rec.kind() == Kind.WIRE_TX || rec.kind() == Kind.WIRE_THREW;
    return wire || (result && rec.number("id") == call.number("id"));
  }

  private void written(long id) {
    remove(id);
    if (called != null && called.number("id") == id) {
      called = null;
    }
    if (victims.remove(id) != null) {
      findings.breach("I34", "the policy gave up the message of call " + id + "; it was written");
    }
  }

  private void done(Rec rec) {
    long id = rec.number("id");
    Rec just = called;
    boolean overflow = rec.is("outcome", "dropped") && rec.is("cause", "OVERFLOW");
    if (just != null && just.number("id") == id) {
      called = null;
      if (!overflow) {
        return;
      }
      offer(just, rec.t());
    }
    boolean known = remove(id);
    boolean victim = victims.remove(id) != null;
    if (overflow && !victim && known && !nearBytes()) {
      findings.breach("I34", "the message of call " + id + " was given up; the policy spares it");
    }
  }

  private void offer(Rec call, long now) {
    long size = Math.max(0, call.number("bytes"));
    boolean waits = QUEUES.contains(view.state) && (facts.has(Trait.BUFFERS) || view.flows());
    if (!waits || size > bounds.queueBytes() || !view.wantedOrNever()) {
      return;
    }
    expire(now);
    queue.put(call.number("id"), call);
    bytes += size;
    if (queue.size() > bounds.queueMessages()) {
      give(call, now);
    }
  }

  private void give(Rec call, long now) {
    Iterator<Long> each = queue.keySet().iterator();
    long victim = each.next();
    if (bounds.overflow() != Bounds.Overflow.DROP_OLDEST) {
      long last = victim;
      while (each.hasNext()) {
        victim = last;
        last = each.next();
      }
      victim = bounds.overflow() == Bounds.Overflow.REJECT_NEW ? call.number("id") : victim;
    }
    remove(victim);
    victims.put(victim, now);
  }

  private void expire(long now) {
    if (bounds.queueAge() > 0) {
      queue
          .values()
          .removeIf(
              each -> {
                boolean old = now - each.t() >= bounds.queueAge();
                bytes -= old ? Math.max(0, each.number("bytes")) : 0;
                return old;
              });
    }
  }

  private boolean nearBytes() {
    return bytes + ENVELOPE * (queue.size() + 2L) + bounds.queueBytes() / 8 > bounds.queueBytes();
  }

  private boolean remove(long id) {
    Rec call = queue.remove(id);
    bytes -= call == null ? 0 : Math.max(0, call.number("bytes"));
    return call != null;
  }

  @Override
  public void settle(long now) {
    Rec just = called;
    if (just != null) {
      called = null;
      offer(just, just.t());
    }
    fullSince = bytes <= bounds.queueBytes() ? -1 : fullSince < 0 ? view.awake(now) : fullSince;
    if (fullSince >= 0 && view.awake(now) - fullSince > SOON + view.lateness()) {
      findings.breach("I34", bytes + " bytes wait; at most " + bounds.queueBytes());
      clear();
    }
    for (Map.Entry<Long, Long> each : victims.entrySet()) {
      if (now - each.getValue() > SOON + view.lateness() + view.asleep) {
        findings.breach("I34", "the message of call " + each.getKey() + " had to be given up");
        victims.remove(each.getKey());
        return;
      }
    }
  }
}

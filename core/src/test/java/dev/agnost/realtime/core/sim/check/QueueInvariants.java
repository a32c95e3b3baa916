package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queue of unsent messages keeps to its limits and gives up the right one: I34. Follows the
 * queue with one of its own, message by message and byte by byte.
 */
final class QueueInvariants implements Invariants {

  private static final long SOON = 5_000_000_000L; // futures are completed by workers
  private static final Set<String> QUEUES = Set.of("IDLE", "CONNECTING", "CONNECTED", "WAITING");

  private final ClientView view;
  private final RunFacts facts;
  private final Bounds bounds;
  private final Findings findings;
  private final LinkedHashMap<Long, TraceRecord> queue = new LinkedHashMap<>(); // calls by id
  private final Map<Long, Long> victims = new HashMap<>(); // ids, and when they had to go
  private final Map<Long, Long> ids = new HashMap<>(); // by message
  private long bytes;
  private @Nullable TraceRecord called; // a send that is under way or has just returned

  QueueInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.bounds = facts.bounds();
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    TraceRecord just = called;
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
      case WIRE_TX, WIRE_THREW -> {
        Long id = rec.has("msg") ? ids.get(rec.number("msg")) : null;
        if (id != null) {
          left(id, rec.t());
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
  private static boolean concerns(TraceRecord call, TraceRecord rec) {
    boolean result = rec.kind() == Kind.API_RETURN || rec.kind() == Kind.API_DONE;
    boolean wire = rec.kind() == Kind.WIRE_TX || rec.kind() == Kind.WIRE_THREW;
    return wire || (result && rec.number("id") == call.number("id"));
  }

  /** The message was given to the connection, which may have refused it. */
  private void left(long id, long now) {
    TraceRecord just = called;
    if (just != null) {
      called = null;
      if (just.number("id") != id) {
        offer(just, now); // the others are written because it came behind them
      }
    }
    remove(id);
    if (victims.remove(id) != null) {
      findings.breach("I34", "the policy gave up the message of call " + id + "; it was written");
    }
  }

  private void done(TraceRecord rec) {
    long id = rec.number("id");
    TraceRecord just = called;
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
    if (overflow && !victim && known) {
      findings.breach("I34", "the message of call " + id + " was given up; the policy spares it");
    }
  }

  private void offer(TraceRecord call, long now) {
    boolean waits = QUEUES.contains(view.state) && (facts.has(Trait.BUFFERS) || view.flows());
    if (!waits || !view.wantedOrNever()) {
      return;
    }
    expire(now);
    long id = call.number("id");
    long size = size(call);
    if (size > bounds.queueBytes()) {
      victims.put(id, now);
      return;
    }
    while (queue.size() >= bounds.queueMessages() || bytes + size > bounds.queueBytes()) {
      if (bounds.overflow() == Bounds.Overflow.REJECT_NEW) {
        victims.put(id, now);
        return;
      }
      long victim = first();
      if (bounds.overflow() == Bounds.Overflow.DROP_NEWEST) {
        for (long each : queue.keySet()) {
          victim = each;
        }
      }
      remove(victim);
      victims.put(victim, now);
    }
    queue.put(id, call);
    bytes += size;
  }

  private long first() {
    return queue.keySet().iterator().next();
  }

  private static long size(TraceRecord call) {
    return Math.max(0, call.number("size"));
  }

  private void expire(long now) {
    if (bounds.queueAge() > 0) {
      queue
          .values()
          .removeIf(
              each -> {
                boolean old = now - each.t() >= bounds.queueAge();
                bytes -= old ? size(each) : 0;
                return old;
              });
    }
  }

  private boolean remove(long id) {
    TraceRecord call = queue.remove(id);
    bytes -= call == null ? 0 : size(call);
    return call != null;
  }

  @Override
  public void settle(long now) {
    TraceRecord just = called;
    if (just != null) {
      called = null;
      offer(just, just.t());
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

package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Channels on the server are those that the application has joined: I51, I52, I54, and echo of I37.
 */
final class ChannelInvariants implements Invariants {

  private static final long QUIET = 15_000_000_000L;

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private final Map<String, TraceRecord> wanted = new HashMap<>(); // the last join of each
  private final Map<String, TraceRecord> left = new HashMap<>(); // the last leave of each
  private final Set<String> joined = new HashSet<>(); // on this connection, by its frames
  private final Map<Long, Undo> undo = new HashMap<>(); // of calls that have not returned
  private long changedAt;
  private @Nullable Epoch over; // the last established connection that has ended

  ChannelInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case API_CALL -> called(rec);
      case API_RETURN -> {
        Undo before = undo.remove(rec.number("id"));
        if (before != null && rec.has("failed")) {
          put(wanted, before.channel, before.wish);
          put(left, before.channel, before.leave);
        }
      }
      case WIRE_ATTEMPT -> joined.clear();
      case WIRE_LEFT, WIRE_CLOSED -> ended();
      case WIRE_TX -> {
        if (view.epoch == view.current && rec.is("packet", "event")) {
          written(rec);
        }
      }
      case WIRE_ROOMS -> rooms(rec);
      default -> {}
    }
  }

  private static void put(
      Map<String, TraceRecord> into, String channel, @Nullable TraceRecord value) {
    if (value == null) {
      into.remove(channel);
    } else {
      into.put(channel, value);
    }
  }

  /** Without autoJoinChannels a connection takes the channels that were joined on it with it. */
  private void ended() {
    Epoch of = view.epoch;
    if (of != null && of == view.current && of.wasConnected() && of != over) {
      over = of;
      if (!facts.has(Trait.REJOINS)) {
        wanted.clear();
      }
    }
  }

  private void called(TraceRecord rec) {
    String channel = rec.text("channel");
    boolean join = rec.is("op", "join");
    if (!join && !rec.is("op", "leave")) {
      return;
    }
    undo.put(rec.number("id"), new Undo(channel, wanted.get(channel), left.get(channel)));
    changedAt = rec.t();
    put(wanted, channel, join ? rec : null);
    put(left, channel, join ? null : rec);
  }

  private void written(TraceRecord rec) {
    String channel = rec.text("channel");
    switch (rec.text("event")) {
      case "join" -> {
        if (!joined.add(channel)) {
          findings.breach("I52", "joined " + channel + " twice on one connection");
        }
        asWished(rec, wanted.get(channel));
      }
      case "leave" -> {
        if (!joined.remove(channel)) {
          findings.breach("I52", "left " + channel + ", which was not joined on this connection");
        }
        asWished(rec, left.get(channel));
      }
      case "message" -> {
        if (wanted.containsKey(channel) && !joined.contains(channel)) {
          findings.breach("I54", "a message to " + channel + " was written before its join");
        }
      }
      default -> {}
    }
  }

  private void asWished(TraceRecord wire, @Nullable TraceRecord wish) {
    if (wish == null) {
      findings.breach("I52", wire.text("event") + " of " + wire.text("channel") + ": not wanted");
    } else if (!Objects.equals(wish.optionalFlag("echo"), wire.optionalFlag("echo"))) {
      findings.breach("I37", "echo of " + wire.text("event") + " is not as given");
    }
  }

  private void rooms(TraceRecord rec) {
    Epoch open = view.current;
    boolean judged =
        view.flows()
            && open != null
            && rec.is("sid", open.sid)
            && rec.t() - changedAt > QUIET
            && rec.t() - open.connectedAt > QUIET;
    String wish = String.join(",", new TreeSet<>(wanted.keySet()));
    if (judged && !rec.is("rooms", wish)) {
      findings.breach("I51", "wanted are [" + wish + "]; the server has " + rec.text("rooms"));
    }
  }

  private record Undo(String channel, @Nullable TraceRecord wish, @Nullable TraceRecord leave) {}
}

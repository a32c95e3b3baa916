package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Rec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is registered for what, as the application has it. */
final class Listening {

  /** One registration. */
  static final class Ear {
    final long listener;
    final String event;
    final boolean once;
    final long since;
    int runs;
    boolean removed;
    boolean removedBetween; // by the callback thread, or while no callback ran
    long removedAt = -1;

    Ear(Rec call) {
      this.listener = call.number("listener");
      this.event = call.text("event");
      this.once = call.is("op", "once") && !call.is("event", "*"); // there is no such method
      this.since = call.seq();
    }

    boolean isAny() {
      return event.equals("*");
    }

    /** Whether it still hears. */
    boolean listens() {
      return !removed && !(once && runs > 0);
    }
  }

  private final Map<Long, Ear> ears = new LinkedHashMap<>(); // in order of registration
  private final Map<String, List<Ear>> byEvent = new LinkedHashMap<>();

  void called(Rec rec, boolean callbackRuns) {
    switch (rec.text("op")) {
      case "on", "once" -> {
        Ear ear = new Ear(rec);
        ears.put(ear.listener, ear);
        byEvent.computeIfAbsent(ear.event, event -> new ArrayList<>()).add(ear);
      }
      case "off" -> off(rec, rec.has("inside") || !callbackRuns);
      default -> {}
    }
  }

  private void off(Rec rec, boolean between) {
    if (rec.has("listener")) {
      Ear ear = ears.get(rec.number("listener"));
      if (ear != null) {
        remove(ear, rec, between);
      }
      return;
    }
    for (Ear each : ears.values()) {
      boolean ofConnection =
          switch (each.event) {
            case "@connect", "@disconnect", "@error", "@attempt", "@state" -> true;
            default -> false;
          };
      boolean all = rec.flag("all") && !each.isAny() && !ofConnection;
      if (all || rec.is("event", each.event)) {
        remove(each, rec, between);
      }
    }
  }

  private void remove(Ear ear, Rec rec, boolean between) {
    if (!ear.removed) {
      ear.removed = true;
      ear.removedBetween = between;
      ear.removedAt = rec.seq();
      List<Ear> same = byEvent.get(ear.event);
      if (same != null) {
        same.remove(ear);
      }
    }
  }

  @Nullable Ear find(long listener) {
    return ears.get(listener);
  }

  /** Those who hear this event now: catch-all first, each in order of registration. */
  List<Ear> hearing(String wireName) {
    List<Ear> all = new ArrayList<>();
    add(all, "*");
    add(all, nameOf(wireName));
    return all;
  }

  /** Whether anybody hears this event now. */
  boolean hears(String wireName) {
    return anyListens("*") || anyListens(nameOf(wireName));
  }

  private boolean anyListens(String event) {
    for (Ear each : byEvent.getOrDefault(event, List.of())) {
      if (each.listens()) {
        return true;
      }
    }
    return false;
  }

  private void add(List<Ear> to, String event) {
    for (Ear each : byEvent.getOrDefault(event, List.of())) {
      if (each.listens()) {
        to.add(each);
      }
    }
  }

  private static String nameOf(String wireName) {
    return switch (wireName) {
      case "channel:join" -> "@join";
      case "channel:leave" -> "@leave";
      case "channel:update" -> "@update";
      default -> wireName.startsWith("user:") ? "@user" : wireName;
    };
  }
}

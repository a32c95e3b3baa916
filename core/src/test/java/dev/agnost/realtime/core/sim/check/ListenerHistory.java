package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is registered for what, as the application has it. */
final class ListenerHistory {

  /** One registration. */
  static final class Registration {
    final long listener;
    final String event;
    final boolean once;
    final long since;
    int runs;
    boolean removed;
    boolean removedBetween; // by the callback thread, or while no callback ran
    long removedAt = -1;

    Registration(TraceRecord call) {
      this.listener = call.number("listener");
      this.event = call.text("event");
      this.once = call.is("op", "once") && !call.is("event", "*"); // there is no such method
      this.since = call.seq();
    }

    boolean isAny() {
      return event.equals("*");
    }

    /** Whether it is still registered. */
    boolean listens() {
      return !removed && !(once && runs > 0);
    }
  }

  private final Map<Long, Registration> ears = new LinkedHashMap<>(); // in order of registration
  private final Map<String, List<Registration>> byEvent = new LinkedHashMap<>();

  void called(TraceRecord rec, boolean callbackRuns) {
    switch (rec.text("op")) {
      case "on", "once" -> {
        Registration recordingListeners = new Registration(rec);
        ears.put(recordingListeners.listener, recordingListeners);
        byEvent
            .computeIfAbsent(recordingListeners.event, event -> new ArrayList<>())
            .add(recordingListeners);
      }
      case "off" -> off(rec, rec.has("inside") || !callbackRuns);
      default -> {}
    }
  }

  private void off(TraceRecord rec, boolean between) {
    if (rec.has("listener")) {
      Registration recordingListeners = ears.get(rec.number("listener"));
      if (recordingListeners != null) {
        remove(recordingListeners, rec, between);
      }
      return;
    }
    for (Registration each : ears.values()) {
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

  private void remove(Registration recordingListeners, TraceRecord rec, boolean between) {
    if (!recordingListeners.removed) {
      recordingListeners.removed = true;
      recordingListeners.removedBetween = between;
      recordingListeners.removedAt = rec.seq();
      List<Registration> same = byEvent.get(recordingListeners.event);
      if (same != null) {
        same.remove(recordingListeners);
      }
    }
  }

  @Nullable Registration find(long listener) {
    return ears.get(listener);
  }

  /** The listeners of this event now: catch-all first, each in order of registration. */
  List<Registration> hearing(String wireName) {
    List<Registration> all = new ArrayList<>();
    add(all, "*");
    add(all, nameOf(wireName));
    return all;
  }

  /** Whether this event has a listener now. */
  boolean hears(String wireName) {
    return anyListens("*") || anyListens(nameOf(wireName));
  }

  private boolean anyListens(String event) {
    for (Registration each : byEvent.getOrDefault(event, List.of())) {
      if (each.listens()) {
        return true;
      }
    }
    return false;
  }

  private void add(List<Registration> to, String event) {
    for (Registration each : byEvent.getOrDefault(event, List.of())) {
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

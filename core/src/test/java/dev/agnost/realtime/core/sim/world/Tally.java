package dev.agnost.realtime.core.sim.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what happened in one run or in many: faults, goals, and broken rules of the world. */
final class Tally {

  private final long[] faults = new long[Fault.values().length];
  private final long[] goals = new long[Goal.values().length];
  private final List<String> broken = new ArrayList<>();

  void struck(Fault fault) {
    faults[fault.ordinal()]++;
  }

  void reached(Goal goal) {
    goals[goal.ordinal()]++;
  }

  /** Core broke a rule that the world itself watches. */
  void broken(String rule) {
    broken.add(rule);
  }

  List<String> broken() {
    return broken;
  }

  long count(Goal goal) {
    return goals[goal.ordinal()];
  }

  /** How often each fault struck. */
  Map<Fault, Long> faults() {
    Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      counts.put(fault, faults[fault.ordinal()]);
    }
    return counts;
  }

  /** Takes over the counts of a run. */
  void add(Tally run) {
    for (int i = 0; i < faults.length; i++) {
      faults[i] += run.faults[i];
    }
    for (int i = 0; i < goals.length; i++) {
      goals[i] += run.goals[i];
    }
    broken.addAll(run.broken);
  }
}

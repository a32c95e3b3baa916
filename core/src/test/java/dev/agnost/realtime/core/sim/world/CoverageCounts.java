package dev.agnost.realtime.core.sim.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what happened in one run or in many: faults, goals, and broken rules of the world. */
final class CoverageCounts {

  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<Goal, Long> goals = new EnumMap<>(Goal.class);
  private final List<String> broken = new ArrayList<>();

  void struck(Fault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  void reached(Goal goal) {
    goals.merge(goal, 1L, Long::sum);
  }

  /** Core broke a rule that the world itself watches. */
  void broken(String rule) {
    broken.add(rule);
  }

  List<String> broken() {
    return broken;
  }

  long count(Goal goal) {
    return goals.getOrDefault(goal, 0L);
  }

  /** How often each fault struck. */
  Map<Fault, Long> faults() {
    Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      counts.put(fault, faults.getOrDefault(fault, 0L));
    }
    return counts;
  }

  /** Takes over the counts of a run. */
  void add(CoverageCounts run) {
    run.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    run.goals.forEach((goal, count) -> goals.merge(goal, count, Long::sum));
    broken.addAll(run.broken);
  }
}

package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.check.Breach;
import dev.agnost.realtime.core.sim.check.Checker;
import dev.agnost.realtime.core.sim.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param breaches broken invariants; empty if all is well
 * @param virtualNanos how long it lasted inside
 * @param chaosMillis how much of that faults could strike
 * @param operations how many the application of the first client began
 * @param choices how many each stream made
 */
record Outcome(
    Profile profile,
    long seed,
    Edits edits,
    Trace trace,
    CoverageCounts coverage,
    List<Breach> breaches,
    long virtualNanos,
    long chaosMillis,
    int operations,
    Map<String, Integer> choices) {

  static Outcome of(Profile profile, long seed, Edits edits, World world) {
    List<Breach> breaches = new ArrayList<>();
    for (String rule : world.coverage().broken()) { // "I32: what is wrong"
      breaches.add(new Breach(rule.substring(0, 3), world.trace().size() - 1L, rule.substring(5)));
    }
    breaches.addAll(
        Checker.check(world.trace(), client -> world.applications().get(client).facts()));
    return new Outcome(
        profile,
        seed,
        edits,
        world.trace(),
        world.coverage(),
        List.copyOf(breaches),
        world.schedule().now(),
        world.chaosNanos() / 1_000_000L,
        world.applications().get(0).operations(),
        world.choices().counts());
  }

  boolean isWell() {
    return breaches.isEmpty();
  }

  /** Whether this invariant is broken. */
  boolean breaks(String invariant) {
    return breaches.stream().anyMatch(breach -> breach.invariant().equals(invariant));
  }
}

package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Trace;
import java.util.List;

/**
 * What came of a run.
 *
 * @param breaches broken invariants, each beginning with its id; empty if all is well
 * @param virtualNanos how long it lasted inside
 */
record Outcome(
    Profile profile,
    long seed,
    Edits edits,
    Trace trace,
    Tally tally,
    List<String> breaches,
    long virtualNanos,
    int operations,
    java.util.Map<String, Integer> choices) {

  static Outcome of(Profile profile, long seed, Edits edits, World world) {
    return new Outcome(
        profile,
        seed,
        edits,
        world.trace(),
        world.tally(),
        List.copyOf(world.tally().broken()),
        world.schedule().now(),
        world.apps().get(0).operations(),
        world.choices().counts());
  }

  boolean isWell() {
    return breaches.isEmpty();
  }
}

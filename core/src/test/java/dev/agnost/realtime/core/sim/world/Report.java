package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.check.Breach;

/** Describes a failing run, with a test that repeats it. */
final class Report {

  private static final int LINES = 20;

  private Report() {}

  /** Seed, profile, invariant, the time-line of the smallest run, and a test to keep. */
  static String of(Outcome failing) {
    Breach first = failing.breaches().get(0);
    Outcome small = Shrinker.shrink(failing, first.invariant());
    Breach shown =
        small.breaches().stream()
            .filter(breach -> breach.invariant().equals(first.invariant()))
            .findFirst()
            .orElse(first);
    return "\n"
        + failing.profile()
        + " "
        + failing.seed()
        + " breaks "
        + shown.invariant()
        + ": "
        + shown.text()
        + "\nshrunk from "
        + failing.trace().size()
        + " to "
        + small.trace().size()
        + " records:\n"
        + small.trace().timeLine(shown.seq(), LINES)
        + "\n@Test\nvoid keeps"
        + shown.invariant()
        + "Of"
        + failing.seed()
        + "() {\n  Edits edits = Edits.parse(\""
        + small.edits()
        + "\");\n  assertThat(Simulation.run(Profile."
        + failing.profile()
        + ", "
        + failing.seed()
        + "L, edits).breaches()).isEmpty();\n}\n";
  }
}

package dev.agnost.realtime.core.sim.world;

import java.util.ArrayList;
import java.util.List;

/** Which runs are made of the seeds from a base on. The same base gives the same runs. */
final class Seeds {

  private Seeds() {}

  /** One run of each seed, in the profile that it belongs to by the shares. */
  static List<SimulationBatch.RunSpec> mixed(long base, int runs) {
    List<SimulationBatch.RunSpec> specs = new ArrayList<>();
    for (long seed = base; specs.size() < runs; seed++) {
      specs.add(new SimulationBatch.RunSpec(Profile.of(seed), seed));
    }
    return specs;
  }

  /** Runs of many clients. */
  static List<SimulationBatch.RunSpec> fleets(long base, int runs) {
    List<SimulationBatch.RunSpec> specs = new ArrayList<>();
    for (long seed = base; specs.size() < runs; seed++) {
      specs.add(new SimulationBatch.RunSpec(Profile.FLEET, seed));
    }
    return specs;
  }

  /** Those outages that go on for a day to a month; most last hours. */
  static List<SimulationBatch.RunSpec> longest(long base, int runs) {
    List<SimulationBatch.RunSpec> specs = new ArrayList<>();
    for (long seed = base; specs.size() < runs; seed++) {
      if (World.lastsDays(Profile.LONG_OUTAGE, seed)) {
        specs.add(new SimulationBatch.RunSpec(Profile.LONG_OUTAGE, seed));
      }
    }
    return specs;
  }
}

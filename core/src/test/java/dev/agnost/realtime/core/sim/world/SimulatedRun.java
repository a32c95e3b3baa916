package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.check.Breach;
import java.util.ArrayList;
import java.util.List;

/**
 * The door to a run for those who load this package a second time, around a core that is not the
 * shipped one. Only types of the platform go through it.
 */
public final class SimulatedRun {

  private SimulatedRun() {}

  /**
   * What a run breaks, each as {@code "I32: what is wrong"}; empty if all is well. A client that
   * spins breaks I26, one that recurses without end I60, and one that throws through the harness
   * breaks {@code "---"}.
   */
  public static List<String> breaches(String profile, long seed) {
    Outcome outcome;
    try {
      outcome = Simulation.run(Profile.valueOf(profile), seed);
    } catch (StackOverflowError endless) {
      return List.of("I60: the stack overflowed");
    } catch (RuntimeException | AssertionError thrown) {
      boolean spins = String.valueOf(thrown.getMessage()).contains("spins");
      return List.of((spins ? "I26: " : "---: ") + thrown);
    }
    List<String> breaches = new ArrayList<>();
    for (Breach breach : outcome.breaches()) {
      breaches.add(breach.invariant() + ": " + breach.text());
    }
    return breaches;
  }
}

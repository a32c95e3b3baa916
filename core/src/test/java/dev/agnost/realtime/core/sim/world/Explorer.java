package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.check.Breach;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs single seeds, on one thread. {@code MIXED 7} prints the whole trace of a run and what is
 * wrong with it; {@code 1 1500} runs the seeds from 1 to 1,500 and prints a line for each breach.
 */
final class Explorer {

  private Explorer() {}

  /** See the class. */
  public static void main(String[] args) {
    if (Character.isDigit(args[0].charAt(0))) {
      range(Long.parseLong(args[0]), Long.parseLong(args[1]), args.length > 2 ? args[2] : "");
    } else {
      Outcome outcome = Simulation.run(Profile.valueOf(args[0]), Long.parseLong(args[1]));
      System.out.print(outcome.trace().print());
      outcome.breaches().forEach(System.out::println);
    }
  }

  private static void range(long first, long last, String only) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (long seed = first; seed <= last; seed++) {
      Profile profile = Profile.of(seed);
      if (!only.isEmpty() && !only.equals(profile.name())) {
        continue;
      }
      Outcome outcome = Simulation.run(profile, seed);
      for (Breach breach : outcome.breaches()) {
        System.out.println(profile + " " + seed + " " + breach);
      }
      outcome.breaches().stream()
          .map(breach -> profile + " " + breach.invariant())
          .distinct()
          .forEach(kind -> kinds.merge(kind, 1, Integer::sum));
    }
    System.out.println("runs by what they broke: " + kinds);
  }
}

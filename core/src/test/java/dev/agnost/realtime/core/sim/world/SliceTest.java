package dev.agnost.realtime.core.sim.world;

import org.junit.jupiter.api.Test;

class SliceTest {
  public static void main(String[] args) { new SliceTest().slice(); }

  @Test
  void slice() {
    for (Profile profile : Profile.values()) {
      if (profile == Profile.FLEET) continue;
      long begin = System.nanoTime();
      int bad = 0;
      int recs = 0;
      int n = Integer.getInteger("n", 200);
      String example = "";
      for (long seed = 0; seed < n; seed++) {
        Outcome outcome = Simulation.run(profile, seed);
        recs += outcome.trace().size();
        if (!outcome.isWell()) {
          bad++;
          if (example.isEmpty()) example = seed + " " + outcome.breaches();
        }
      }
      long took = System.nanoTime() - begin;
      System.out.println(
          profile
              + " "
              + n * 1_000_000_000L / took
              + "/s, records "
              + recs / n
              + ", bad "
              + bad
              + " "
              + example);
    }
  }
}

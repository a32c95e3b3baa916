package dev.agnost.realtime.core.protocol;

import java.util.Random;

/**
 * Where random tests begin and how much they try. In the gate both are fixed; at night the seed is
 * a fresh one. {@code -Dagnost.test.seed=N} chooses one.
 */
public final class RandomInput {

  private static final long FIXED = 20_261_130;
  private static final boolean NIGHT = Boolean.getBoolean("agnost.night");

  private RandomInput() {}

  /** Returns the seed of a random test; it is printed. */
  public static long seed() {
    long seed = Long.getLong("agnost.test.seed", NIGHT ? new Random().nextLong() : FIXED);
    System.out.println("agnost.test.seed=" + seed);
    return seed;
  }

  /** Returns how many random cases to try. */
  public static int cases(int inTheGate, int atNight) {
    return NIGHT ? atNight : inTheGate;
  }
}

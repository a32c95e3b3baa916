package dev.agnost.realtime.core.protocol;

import java.util.Random;

/**
 * Where random tests begin: at the same seed in every run. Another one is taken by {@code
 * -Dagnost.test.seed=N}, a fresh one by {@code -Dagnost.test.seed=fresh}.
 */
public final class Seeds {

  private static final long FIXED = 20_261_130;

  private Seeds() {}

  /** The fixed seed, or the one asked for; it is printed. */
  public static long next() {
    String asked = System.getProperty("agnost.test.seed");
    long seed =
        asked == null
            ? FIXED
            : asked.equals("fresh") ? new Random().nextLong() : Long.parseLong(asked);
    System.out.println("agnost.test.seed=" + seed);
    return seed;
  }
}

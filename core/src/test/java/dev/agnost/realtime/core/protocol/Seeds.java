package dev.agnost.realtime.core.protocol;

import java.util.Random;

/** Where random tests begin. To repeat one: {@code -Dagnost.test.seed=N}. */
public final class Seeds {

  private Seeds() {}

  /** The given seed or a new one, which is printed. */
  public static long next() {
    Long given = Long.getLong("agnost.test.seed");
    long seed = given != null ? given : new Random().nextLong();
    System.out.println("agnost.test.seed=" + seed);
    return seed;
  }
}

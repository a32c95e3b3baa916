package dev.agnost.realtime.core.sim.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether drawn numbers look drawn: no value again and again, and no two sequences alike. */
final class Spread {

  private static final int FEW = 10;
  private static final int OFTEN = 4;
  private static final double MUCH = 0.25;
  private static final int ALIKE = 4;
  private static final double SAME = 1e-9;

  private final Map<Long, Integer> counts = new HashMap<>();
  private int size;

  /** Adds a number; true if it has come too often by now. */
  boolean add(long value) {
    size++;
    int count = counts.merge(value, 1, Integer::sum);
    return size >= FEW && count >= OFTEN && count > MUCH * size;
  }

  /** Whether the widest difference is at least half of the mean. */
  static boolean isWide(long[] values) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    double sum = 0;
    for (long each : values) {
      low = Math.min(low, each);
      high = Math.max(high, each);
      sum += each;
    }
    return values.length == 0 || high - low >= sum / values.length / 2;
  }

  /** Whether two sequences begin in the same way, which drawn ones do not. */
  static boolean alike(List<Double> one, List<Double> other) {
    if (one.size() < ALIKE || other.size() < ALIKE) {
      return false;
    }
    for (int i = 0; i < ALIKE; i++) {
      if (Math.abs(one.get(i) - other.get(i)) > SAME) {
        return false;
      }
    }
    return true;
  }
}

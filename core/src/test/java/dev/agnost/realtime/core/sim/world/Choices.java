package dev.agnost.realtime.core.sim.world;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Where everything that could be otherwise is decided. Each named stream has numbers of its own, so
 * that a change in one leaves the others as they are, and remembers what it chose.
 *
 * <p>By convention 0 is the harmless choice; shrinking replaces others by it.
 */
final class Choices {

  private final long seed;
  private final Edits edits;
  private final Map<String, Stream> streams = new LinkedHashMap<>();

  Choices(long seed, Edits edits) {
    this.seed = seed;
    this.edits = edits;
  }

  /** The stream with this name, the same one each time. */
  Stream stream(String name) {
    Stream known = streams.get(name);
    if (known == null) {
      known = new Stream(mix(seed, name), edits.zeroed(name));
      streams.put(name, known);
    }
    return known;
  }

  /** How many choices each stream has made, in order of first use. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    streams.forEach((name, stream) -> counts.put(name, stream.count));
    return counts;
  }

  /** All choices, one line a stream: {@code name value/bound value/bound ...}. */
  String log() {
    StringBuilder log = new StringBuilder();
    streams.forEach((name, stream) -> stream.print(log.append(name)).append('\n'));
    return log.toString();
  }

  private static long mix(long seed, String name) {
    long mixed = seed;
    for (int i = 0; i < name.length(); i++) {
      mixed = (mixed ^ name.charAt(i)) * 0x9E3779B97F4A7C15L;
      mixed ^= mixed >>> 29;
    }
    return mixed;
  }

  /** One sequence of choices. */
  static final class Stream {
    private final SplittableRandom random;
    private final BitSet zeroed;
    private int[] values = new int[16];
    private int[] bounds = new int[16];
    private int count;

    private Stream(long seed, BitSet zeroed) {
      this.random = new SplittableRandom(seed);
      this.zeroed = zeroed;
    }

    /** A number from 0 to below {@code bound}. */
    int below(int bound) {
      int value = random.nextInt(bound);
      if (zeroed.get(count)) {
        value = 0;
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
        bounds = Arrays.copyOf(bounds, 2 * count);
      }
      values[count] = value;
      bounds[count] = bound;
      count++;
      return value;
    }

    /** True in so many of a hundred cases; 0 means no. */
    boolean chance(int percent) {
      return below(100) >= 100 - percent;
    }

    /** True in so many of ten thousand cases; 0 means no. */
    boolean rare(int of10000) {
      return below(10_000) >= 10_000 - of10000;
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
      return low + below(high - low + 1);
    }

    /** One of these; the first is the harmless one. */
    @SafeVarargs
    final <T> T of(T... options) {
      return options[below(options.length)];
    }

    /** A fraction from 0 to below 1. */
    double fraction() {
      return below(1 << 24) / (double) (1 << 24);
    }

    private StringBuilder print(StringBuilder log) {
      for (int i = 0; i < count; i++) {
        log.append(' ').append(values[i]).append('/').append(bounds[i]);
      }
      return log;
    }
  }
}

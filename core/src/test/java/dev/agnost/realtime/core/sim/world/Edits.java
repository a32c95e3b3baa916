package dev.agnost.realtime.core.sim.world;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a replay differs from the run of its seed: shorter, with fewer faults, fewer operations, more
 * harmless choices. Immutable.
 *
 * @param chaosMillis the longest that faults may strike
 * @param off faults that never strike
 * @param dropped operations of the workload that are left out, by number
 * @param zeroed choices by stream that are replaced by the harmless one, none of them empty
 */
record Edits(long chaosMillis, Set<Fault> off, BitSet dropped, Map<String, BitSet> zeroed) {

  static final Edits NONE = new Edits(Long.MAX_VALUE, Set.of(), new BitSet(), Map.of());

  boolean isOff(Fault fault) {
    return off.contains(fault);
  }

  boolean drops(int operation) {
    return dropped.get(operation);
  }

  BitSet zeroed(String stream) {
    return zeroed.getOrDefault(stream, new BitSet());
  }

  Edits chaos(long millis) {
    return new Edits(millis, off, dropped, zeroed);
  }

  Edits without(Set<Fault> faults) {
    EnumSet<Fault> all = EnumSet.noneOf(Fault.class);
    all.addAll(off);
    all.addAll(faults);
    return new Edits(chaosMillis, all, dropped, zeroed);
  }

  Edits dropping(int from, int to) {
    return new Edits(chaosMillis, off, with(dropped, from, to), zeroed);
  }

  Edits zeroing(String stream, int from, int to) {
    TreeMap<String, BitSet> more = new TreeMap<>(zeroed);
    if (from < to) {
      more.put(stream, with(zeroed(stream), from, to));
    }
    return new Edits(chaosMillis, off, dropped, more);
  }

  private static BitSet with(BitSet before, int from, int to) {
    BitSet more = (BitSet) before.clone();
    more.set(from, to);
    return more;
  }

  /** Parses what {@link #toString()} printed. */
  static Edits parse(String text) {
    Edits edits = NONE;
    for (String part : text.split(";", -1)) {
      String[] pair = part.split("=", 2);
      switch (pair[0]) {
        case "" -> {}
        case "chaos" -> edits = edits.chaos(Long.parseLong(pair[1]));
        case "off" -> {
          for (String name : pair[1].split(",", -1)) {
            edits = edits.without(EnumSet.of(Fault.valueOf(name)));
          }
        }
        case "drop" -> {
          for (int[] range : ranges(pair[1])) {
            edits = edits.dropping(range[0], range[1]);
          }
        }
        default -> {
          String stream = pair[0].substring("zero ".length());
          for (int[] range : ranges(pair[1])) {
            edits = edits.zeroing(stream, range[0], range[1]);
          }
        }
      }
    }
    return edits;
  }

  private static int[][] ranges(String text) {
    String[] parts = text.split(",", -1);
    int[][] ranges = new int[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      String[] ends = parts[i].split("-", -1);
      ranges[i] = new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1};
    }
    return ranges;
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (chaosMillis != Long.MAX_VALUE) {
      text.append("chaos=").append(chaosMillis).append(';');
    }
    if (!off.isEmpty()) {
      String names = off.stream().map(Fault::name).sorted().collect(Collectors.joining(","));
      text.append("off=").append(names).append(';');
    }
    if (!dropped.isEmpty()) {
      text.append("drop=").append(print(dropped)).append(';');
    }
    zeroed.forEach(
        (stream, choices) ->
            text.append("zero ").append(stream).append('=').append(print(choices)).append(';'));
    return text.toString();
  }

  private static String print(BitSet set) {
    StringBuilder text = new StringBuilder();
    for (int from = set.nextSetBit(0); from >= 0; ) {
      int to = set.nextClearBit(from);
      text.append(text.isEmpty() ? "" : ",").append(from).append('-').append(to - 1);
      from = set.nextSetBit(to);
    }
    return text.toString();
  }
}

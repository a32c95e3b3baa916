package dev.agnost.realtime.core.sim.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that happened in one run, in order. Append only; for one thread. */
public final class Trace {

  private static final long PRIME = 0x100000001b3L; // FNV-1a, 64 bit
  private static final long OFFSET = 0xcbf29ce484222325L;

  private final List<TraceRecord> records = new ArrayList<>(1024);

  /**
   * Appends a record.
   *
   * @param namesAndValues the attributes, see {@link Attrs#of}
   * @throws IllegalArgumentException if time goes back, or by {@link Attrs#of}
   */
  public TraceRecord add(
      long t, int client, long epoch, Kind kind, @Nullable Object... namesAndValues) {
    if (!records.isEmpty() && t < records.get(records.size() - 1).t()) {
      throw new IllegalArgumentException("time goes back to " + t + " after " + last());
    }
    Attrs attrs = namesAndValues.length == 0 ? Attrs.NONE : Attrs.of(namesAndValues);
    TraceRecord record = new TraceRecord(records.size(), t, client, epoch, kind, attrs);
    records.add(record);
    return record;
  }

  /** What was appended so far; a view. */
  public List<TraceRecord> records() {
    return Collections.unmodifiableList(records);
  }

  /** How many records there are. */
  public int size() {
    return records.size();
  }

  /** A hash of the whole content, the same in every JVM. */
  public long hash() {
    long hash = OFFSET;
    for (TraceRecord each : records) {
      hash = mix(hash, each.t());
      hash = mix(hash, each.client());
      hash = mix(hash, each.epoch());
      hash = mix(hash, each.kind().name()); // not the ordinal: kinds may be added
      Attrs attrs = each.attrs();
      for (int i = 0; i < attrs.size(); i++) {
        hash = mix(hash, attrs.name(i));
        hash = mix(hash, attrs.value(i));
      }
    }
    return hash;
  }

  private static long mix(long hash, Object value) {
    if (value instanceof String text) {
      long mixed = mix(hash, text.length());
      for (int i = 0; i < text.length(); i++) {
        mixed = (mixed ^ text.charAt(i)) * PRIME;
      }
      return mixed;
    }
    return value instanceof Long number
        ? mix(hash * PRIME, (long) number)
        : (hash ^ (Boolean.TRUE.equals(value) ? 2 : 1)) * PRIME;
  }

  private static long mix(long hash, long number) {
    long mixed = (hash ^ (number & 0xffffffffL)) * PRIME;
    return (mixed ^ (number >>> 32)) * PRIME;
  }

  /** All records, a line each. */
  public String print() {
    return print(each -> true, Integer.MAX_VALUE);
  }

  /** The last records that pass, a line each, with a mark of how many were left out before them. */
  public String print(Predicate<TraceRecord> wanted, int most) {
    List<TraceRecord> chosen = records.stream().filter(wanted).toList();
    int first = Math.max(0, chosen.size() - most);
    StringBuilder text = new StringBuilder();
    if (first > 0) {
      text.append("... ").append(first).append(" before\n");
    }
    chosen.subList(first, chosen.size()).forEach(each -> text.append(each).append('\n'));
    return text.toString();
  }

  /** What led to a record: the last records of its client up to it. */
  public String timeLine(long seq, int most) {
    int client = records.get((int) seq).client();
    return print(each -> each.client() == client && each.seq() <= seq, most);
  }

  private TraceRecord last() {
    return records.get(records.size() - 1);
  }
}

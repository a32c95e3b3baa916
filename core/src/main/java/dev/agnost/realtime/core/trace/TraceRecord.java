package dev.agnost.realtime.core.trace;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that happened. Immutable.
 *
 * @param sequence its place in the total order of its session, from 1 without gaps
 * @param time by the monotonic clock of the session, in nanoseconds; compare by difference only
 * @param epoch the generation of the connection that it belongs to: 0 before the first attempt; for
 *     a signal of the network that of the connection it came from, which may be an older one
 * @param kind what it is; says which attributes there are
 * @param attributes by name; each a {@link String}, {@link Long} or {@link Boolean}
 */
public record TraceRecord(
    long sequence, long time, long epoch, TraceKind kind, SortedMap<String, Object> attributes) {

  /** Copies and checks the attributes. */
  public TraceRecord {
    for (Map.Entry<String, Object> each : attributes.entrySet()) {
      Object value = each.getValue();
      if (!(value instanceof String || value instanceof Long || value instanceof Boolean)) {
        throw new IllegalArgumentException(
            "the attribute " + each.getKey() + " has the type " + value.getClass().getName());
      }
    }
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if there is no such text
   */
  public String text(String name) {
    return value(name, String.class);
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if there is no such number
   */
  public long number(String name) {
    return value(name, Long.class);
  }

  /**
   * A truth value.
   *
   * @throws IllegalArgumentException if there is no such value
   */
  public boolean flag(String name) {
    return value(name, Boolean.class);
  }

  private <T> T value(String name, Class<T> type) {
    Object value = attributes.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          kind.label() + " has no " + type.getSimpleName() + " " + name + ": " + attributes);
    }
    return type.cast(value);
  }

  /** One line. */
  @Override
  public String toString() {
    return sequence + " " + time + " #" + epoch + " " + kind.label() + " " + attributes;
  }
}

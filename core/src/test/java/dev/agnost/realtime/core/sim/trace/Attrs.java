package dev.agnost.realtime.core.sim.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a record, sorted by name. Values are texts, whole numbers ({@link Long}) and
 * flags. Immutable, and two arrays instead of a map, since a set of runs makes tens of millions.
 */
public final class Attrs {

  /** No attributes. */
  public static final Attrs NONE = new Attrs(new String[0], new Object[0]);

  private final String[] names;
  private final Object[] values;

  private Attrs(String[] names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  /**
   * Name, value, name, value and so on. A null value leaves the attribute out.
   *
   * @throws IllegalArgumentException if a name comes twice, or a value is neither a {@link String},
   *     a whole number nor a {@link Boolean}
   */
  public static Attrs of(@Nullable Object... namesAndValues) {
    int most = namesAndValues.length / 2;
    if (most * 2 != namesAndValues.length) {
      throw new IllegalArgumentException("a name without value: " + namesAndValues.length);
    }
    String[] names = new String[most];
    Object[] values = new Object[most];
    int size = 0;
    for (int i = 0; i < most; i++) {
      Object value = namesAndValues[2 * i + 1];
      if (value == null) {
        continue;
      }
      if (!(namesAndValues[2 * i] instanceof String name)) {
        throw new IllegalArgumentException("not a name: " + namesAndValues[2 * i]);
      }
      int at = size++;
      for (; at > 0 && names[at - 1].compareTo(name) >= 0; at--) {
        if (names[at - 1].equals(name)) {
          throw new IllegalArgumentException("twice: " + name);
        }
        names[at] = names[at - 1];
        values[at] = values[at - 1];
      }
      names[at] = name;
      values[at] = checked(name, value);
    }
    return size == most
        ? new Attrs(names, values)
        : new Attrs(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
  }

  private static Object checked(String name, Object value) {
    if (value instanceof Integer whole) {
      return whole.longValue();
    }
    if (value instanceof Long || value instanceof String || value instanceof Boolean) {
      return value;
    }
    throw new IllegalArgumentException(name + " is a " + value.getClass().getName());
  }

  /** How many there are. */
  public int size() {
    return names.length;
  }

  /** The name at this place of the order. */
  public String name(int at) {
    return names[at];
  }

  /** The value at this place of the order. */
  public Object value(int at) {
    return values[at];
  }

  /** The value of this name, null if there is none. */
  public @Nullable Object get(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return values[i];
      }
    }
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attrs that
        && Arrays.equals(names, that.names)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      text.append(i == 0 ? "" : " ").append(names[i]).append('=').append(values[i]);
    }
    return text.toString();
  }
}

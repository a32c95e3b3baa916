package dev.agnost.realtime.core.protocol;

import java.util.Arrays;

/** The positions of the values of some members of one object; of equal keys the last counts. */
final class MemberBounds implements JsonScanner.Members {

  /** The position of what was not found. */
  static final int MISSING = -1;

  private static final byte[] NOTHING = {};

  private final String[] names;
  private final int[] from;
  private final int[] to;
  private byte[] bytes = NOTHING;

  MemberBounds(String... names) {
    this.names = names;
    this.from = new int[names.length];
    this.to = new int[names.length];
  }

  /** Forgets what was found; the next object is in this text. */
  MemberBounds reset(Frame frame) {
    bytes = frame.bytes;
    Arrays.fill(from, MISSING);
    return this;
  }

  /** Lets go of the text. */
  void release() {
    bytes = NOTHING;
    Arrays.fill(from, MISSING);
  }

  @Override
  public void member(int keyFrom, int keyTo, int valueFrom, int valueTo) {
    for (int i = 0; i < names.length; i++) {
      if (JsonText.equals(bytes, keyFrom, keyTo, names[i])) {
        from[i] = valueFrom;
        to[i] = valueTo;
        return;
      }
    }
  }

  boolean has(int index) {
    return from[index] != MISSING;
  }

  /** Whether there is a value that begins with this byte. */
  boolean begins(int index, char first) {
    return has(index) && bytes[from[index]] == first;
  }

  int from(int index) {
    return from[index];
  }

  int to(int index) {
    return to[index];
  }

  /** The string without its quotes, if {@code begins(index, '"')}. */
  String string(int index) {
    return JsonText.unescape(bytes, from[index] + 1, to[index] - 1);
  }

  /** A string's value, nothing for null and what is missing, else the JSON. */
  String text(int index) {
    if (begins(index, '"')) {
      return string(index);
    }
    return !has(index) || begins(index, 'n') ? "" : JsonText.utf8(bytes, from[index], to[index]);
  }

  /** A non-negative integer in plain digits, at most {@link Long#MAX_VALUE}; else -1. */
  long integer(int index) {
    if (!has(index)) {
      return -1;
    }
    long value = 0;
    for (int at = from[index]; at < to[index]; at++) {
      if (!Digits.isDigit(bytes[at])) {
        return -1;
      }
      value = Digits.append(value, bytes[at]);
    }
    return value;
  }
}

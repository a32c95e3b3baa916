package dev.agnost.realtime.core.protocol;

import java.util.Arrays;

/** Notices placeholders while a scanner passes them: constant work for each key and bracket. */
final class PlaceholderWatch implements JsonScanner.Watcher {

  private static final int NONE = -1;

  private final byte[] bytes;
  private final Found found;
  private int depth;
  private int[] starts = new int[16];
  private int[] numbers = new int[16];
  private boolean[] marked = new boolean[16];

  PlaceholderWatch(byte[] bytes, Found found) {
    this.bytes = bytes;
    this.found = found;
  }

  /** Takes each placeholder. */
  interface Found {

    /** {@code number} is -1 if {@code num} is not a plain integer. */
    void placeholder(int from, int number);
  }

  @Override
  public void opened(int from) {
    if (depth == starts.length) {
      starts = Arrays.copyOf(starts, depth * 2);
      numbers = Arrays.copyOf(numbers, depth * 2);
      marked = Arrays.copyOf(marked, depth * 2);
    }
    starts[depth] = from;
    numbers[depth] = NONE;
    marked[depth] = false;
    depth++;
  }

  @Override
  public void key(int keyFrom, int keyTo, int valueFrom) {
    if (JsonText.equals(bytes, keyFrom, keyTo, "_placeholder")) {
      // the scanner goes on to refuse what only begins like it
      marked[depth - 1] =
          bytes[valueFrom] == 't' && bytes[valueFrom + 1] == 'r' && bytes[valueFrom + 2] == 'u';
    } else if (JsonText.equals(bytes, keyFrom, keyTo, "num")) {
      numbers[depth - 1] = plainInteger(valueFrom);
    }
  }

  @Override
  public void closed() {
    depth--;
    if (marked[depth]) {
      found.placeholder(starts[depth], numbers[depth]);
    }
  }

  private int plainInteger(int from) {
    int at = from;
    long value = 0;
    while (Digits.isDigit(bytes[at])) {
      value = Math.min(Integer.MAX_VALUE, value * 10 + bytes[at] - '0');
      at++;
    }
    boolean more = bytes[at] == '.' || (bytes[at] | 0x20) == 'e';
    return at == from || more ? NONE : (int) value;
  }
}

package dev.agnost.realtime.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Short strings that come again and again, such as event names and channels, made once. Of bounded
 * size; two strings that fall into one slot replace each other.
 */
final class NameCache {

  private static final int SLOTS = 64;
  private static final int LONGEST = 64;

  private final @Nullable Entry[] entries = new Entry[SLOTS];

  private static final class Entry {
    private final byte[] raw;
    private final String text;

    Entry(byte[] raw, String text) {
      this.raw = raw;
      this.text = text;
    }

    boolean matches(byte[] bytes, int from, int length) {
      if (raw.length != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (raw[i] != bytes[from + i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** The value of the JSON string between two quotes. */
  String text(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > LONGEST) {
      return JsonText.unescape(bytes, from, to);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Entry cached = entries[slot];
    if (cached != null && cached.matches(bytes, from, length)) {
      return cached.text;
    }
    byte[] raw = new byte[length];
    System.arraycopy(bytes, from, raw, 0, length);
    String text = JsonText.unescape(bytes, from, to);
    entries[slot] = new Entry(raw, text);
    return text;
  }
}

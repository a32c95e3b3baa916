package dev.agnost.realtime.core.protocol;

import java.nio.charset.StandardCharsets;

/** Strings in JSON that has been checked: reading them, comparing them. */
final class JsonText {

  private JsonText() {}

  /** The value of the string between two quotes. */
  static String unescape(byte[] bytes, int from, int to) {
    int escape = indexOfBackslash(bytes, from, to);
    if (escape < 0) {
      return utf8(bytes, from, to);
    }
    StringBuilder text = new StringBuilder(to - from);
    int at = from;
    while (escape >= 0) {
      text.append(utf8(bytes, at, escape));
      if (bytes[escape + 1] == 'u') {
        text.append((char) hex4(bytes, escape + 2));
        at = escape + 6;
      } else {
        text.append(unescape(bytes[escape + 1]));
        at = escape + 2;
      }
      escape = indexOfBackslash(bytes, at, to);
    }
    return text.append(utf8(bytes, at, to)).toString();
  }

  /** Whether the string between two quotes has this value, which is ASCII without escapes. */
  static boolean equals(byte[] bytes, int from, int to, String ascii) {
    int length = ascii.length();
    if (to - from == length) {
      int i = 0;
      while (i < length && bytes[from + i] == ascii.charAt(i)) {
        i++;
      }
      return i == length;
    }
    return to - from > length
        && indexOfBackslash(bytes, from, to) >= 0
        && unescape(bytes, from, to).equals(ascii);
  }

  static String utf8(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private static int indexOfBackslash(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return i;
      }
    }
    return -1;
  }

  private static char unescape(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> (char) letter;
    };
  }

  private static int hex4(byte[] bytes, int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 4 | hexDigit(bytes[at + i]);
    }
    return value;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexDigit(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int lower = digit | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}

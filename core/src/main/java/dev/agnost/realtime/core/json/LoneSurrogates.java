package dev.agnost.realtime.core.json;

/** Halves of surrogate pairs, which UTF-8 cannot express and JSON only as escapes. */
final class LoneSurrogates {

  private LoneSurrogates() {}

  static boolean in(String text) {
    int at = 0;
    while (at < text.length()) {
      if (!Character.isSurrogate(text.charAt(at))) {
        at++;
      } else if (Character.isBmpCodePoint(text.codePointAt(at))) {
        return true;
      } else {
        at += 2;
      }
    }
    return false;
  }
}

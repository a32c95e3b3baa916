package dev.agnost.realtime.core.protocol;

/** Text of a stranger, made fit for a log line or an exception message. */
public final class SafeText {

  private static final String CUT = "...";

  private SafeText() {}

  /**
   * Escapes control characters, those that change the direction of text, line and paragraph
   * separators and lone surrogates as {@code \}{@code uXXXX}, and cuts what is longer than {@code
   * maxLength} characters.
   */
  public static String of(String text, int maxLength) {
    StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength));
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      String piece = isUnsafe(point) ? escape(point) : new String(Character.toChars(point));
      if (safe.length() + piece.length() > maxLength) {
        int room = Math.max(0, maxLength - CUT.length());
        safe.setLength(Math.min(safe.length(), room));
        dropHalfPair(safe);
        return safe.append(CUT, 0, Math.min(CUT.length(), maxLength)).toString();
      }
      safe.append(piece);
      i += Character.charCount(point);
    }
    return safe.toString();
  }

  private static void dropHalfPair(StringBuilder text) {
    int last = text.length() - 1;
    if (last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
      text.setLength(last);
    }
  }

  private static boolean isUnsafe(int point) {
    return Character.isISOControl(point)
        || (point >= 0x2028 && point <= 0x202E) // separators, embeddings and overrides
        || (point >= 0x2066 && point <= 0x2069) // isolates
        || point == 0x200E
        || point == 0x200F
        || point == 0x061C // marks
        || (point >= 0xD800 && point <= 0xDFFF);
  }

  private static String escape(int point) {
    String hex = Integer.toHexString(point);
    return "\\u" + "0000".substring(hex.length()) + hex;
  }
}

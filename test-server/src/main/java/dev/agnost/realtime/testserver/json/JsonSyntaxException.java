package dev.agnost.realtime.testserver.json;

/** Text that is not JSON (RFC 8259). */
public final class JsonSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  JsonSyntaxException(String expected, int position, String text) {
    super(
        "expected "
            + expected
            + " at "
            + position
            + " of "
            + text.length()
            + ": "
            + excerpt(position, text));
  }

  private static String excerpt(int position, String text) {
    int from = Math.max(0, position - 20);
    int to = Math.min(text.length(), position + 20);
    return text.substring(from, to);
  }
}

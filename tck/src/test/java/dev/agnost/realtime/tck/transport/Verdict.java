package dev.agnost.realtime.tck.transport;

/**
 * What a failure's message says, fit for a table.
 *
 * @param expected by the rule's test
 * @param came instead
 */
record Verdict(String expected, String came) {

  private static final int LONGEST = 160;

  static Verdict of(String message) {
    return new Verdict(line(message, "expected:"), line(message, "came:"));
  }

  private static String line(String message, String label) {
    return message
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).strip())
        .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line)
        .map(line -> line.replace("|", "\\|"))
        .findFirst()
        .orElse("");
  }
}

package dev.agnost.realtime.examples.transports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report of one transport, as the kit writes it.
 *
 * @param build that it belongs to
 * @param library under the transport, with its version
 * @param outcomes by rule, in the order of the report
 */
record Certificate(String build, String library, Map<String, Outcome> outcomes) {

  /** What became of a rule. */
  enum Verdict {
    PASSED("passed"),
    /** With a reason that the transport's author gave. */
    WAIVED("waived"),
    /** Optional, or about an option that the transport does not offer. */
    NOT_OFFERED("not offered"),
    /** Not from outside. */
    NOT_TESTABLE("-"),
    FAILED("**FAILED**"),
    NOT_RUN("**not run**");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    boolean good() {
      return this != FAILED && this != NOT_RUN;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * One line of the report.
   *
   * @param reason why the rule was not tested
   */
  record Outcome(Verdict verdict, String reason) {

    static Outcome of(String text) {
      if (text.startsWith("passed (")) {
        return new Outcome(Verdict.PASSED, "");
      }
      if (text.equals("not testable")) {
        return new Outcome(Verdict.NOT_TESTABLE, "");
      }
      int skipped = text.indexOf("skipped: ");
      String reason = skipped < 0 ? "" : text.substring(skipped + "skipped: ".length());
      if (reason.startsWith("waived: ")) {
        return new Outcome(Verdict.WAIVED, reason.substring("waived: ".length()));
      }
      if (reason.startsWith("optional") || reason.startsWith("not applicable")) {
        return new Outcome(Verdict.NOT_OFFERED, reason);
      }
      boolean failed = text.equals("**FAILED**");
      return new Outcome(failed ? Verdict.FAILED : Verdict.NOT_RUN, text);
    }
  }

  Certificate {
    outcomes = new LinkedHashMap<>(outcomes);
  }

  static Certificate parse(String report) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    String build = "";
    String library = "";
    for (String line : report.lines().toList()) {
      List<String> cells = cells(line);
      if (cells.size() == 2 && cells.get(0).equals("Build")) {
        build = cells.get(1);
      } else if (cells.size() == 2 && cells.get(0).equals("Library")) {
        library = cells.get(1);
      } else if (cells.size() == 4 && cells.get(0).matches("[TH][0-9.]+")) {
        outcomes.put(cells.get(0), Outcome.of(cells.get(3)));
      }
    }
    return new Certificate(build, library, outcomes);
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    if (line.startsWith("| ") && line.endsWith(" |")) {
      for (String cell : line.substring(2, line.length() - 2).split(" \\| ", -1)) {
        cells.add(cell.strip());
      }
    }
    return cells;
  }

  long count(Verdict verdict) {
    return outcomes.values().stream().filter(outcome -> outcome.verdict() == verdict).count();
  }

  /** Rules that neither passed nor were left out for a stated reason. */
  List<String> wanting() {
    return outcomes.entrySet().stream()
        .filter(rule -> !rule.getValue().verdict().good())
        .map(rule -> rule.getKey() + " " + rule.getValue().reason())
        .toList();
  }
}

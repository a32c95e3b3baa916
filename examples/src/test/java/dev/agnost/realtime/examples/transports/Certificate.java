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
    /** About an option that the transport does not have. */
    NOT_APPLICABLE("not applicable"),
    /** A capability that the provider does not declare. */
    NOT_OFFERED("not offered"),
    /** Reported, never a failure. */
    ADVICE_NOT_FOLLOWED("advice not followed"),
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

    /** Of several outcomes in one cell, separated by semicolons, the first that decides. */
    static Outcome of(String text) {
      if (text.contains(Verdict.FAILED.text)) {
        return new Outcome(Verdict.FAILED, text);
      }
      if (text.startsWith("passed (")) {
        return new Outcome(Verdict.PASSED, "");
      }
      if (text.equals("not testable")) {
        return new Outcome(Verdict.NOT_TESTABLE, "");
      }
      for (Verdict verdict : LEFT_OUT) {
        if (text.startsWith(verdict.text + " (")) {
          return new Outcome(
              verdict, text.substring(text.indexOf(')') + 1).replaceFirst("^: ", ""));
        }
      }
      return new Outcome(Verdict.NOT_RUN, text);
    }

    private static final List<Verdict> LEFT_OUT =
        List.of(
            Verdict.WAIVED,
            Verdict.NOT_APPLICABLE,
            Verdict.NOT_OFFERED,
            Verdict.ADVICE_NOT_FOLLOWED);
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

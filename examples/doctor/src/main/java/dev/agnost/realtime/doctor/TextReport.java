package dev.agnost.realtime.doctor;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints an examination for people, each step as soon as it is over. */
final class TextReport {

  private static final int WIDTH = 100;
  private static final String INDENT = "        ";

  private final PrintWriter out;

  /**
   * @param out borrowed; flushed after each step
   */
  TextReport(PrintWriter out) {
    this.out = out;
  }

  void begin(Target target, String transport) {
    out.printf(Locale.ROOT, "Agnost doctor: %s by %s%n%n", target, transport);
    out.flush();
  }

  void step(StepReport report) {
    String line =
        switch (report.status()) {
          case OK ->
              String.format(Locale.ROOT, "  ok    %-8s %5d ms", title(report), millis(report));
          case FAILED ->
              String.format(Locale.ROOT, "  FAIL  %-8s %5d ms", title(report), millis(report));
          case SKIPPED -> String.format(Locale.ROOT, "  -     %-8s         ", title(report));
        };
    out.println((line + "  " + report.detail()).stripTrailing());
    Diagnosis diagnosis = report.diagnosis();
    if (diagnosis != null) {
      String codes =
          diagnosis.serverCode() == null
              ? diagnosis.code()
              : diagnosis.code() + " " + diagnosis.serverCode();
      out.println();
      print("error:  ", codes + ": " + diagnosis.came());
      print("means:  ", diagnosis.advice().meaning());
      print("to do:  ", diagnosis.advice().remedy());
    }
    out.flush();
  }

  void end(List<StepReport> reports, int exitCode) {
    out.println();
    if (exitCode == 0) {
      out.println("All steps passed.");
    } else {
      StepReport last = reports.get(reports.size() - 1);
      out.println("Failed at the step " + title(last) + "; exit code " + exitCode + ".");
    }
    out.flush();
  }

  private void print(String label, String text) {
    StringBuilder line = new StringBuilder(INDENT + label);
    String indent = INDENT + " ".repeat(label.length());
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    out.println(line);
  }

  private static String title(StepReport report) {
    return report.step().title();
  }

  private static long millis(StepReport report) {
    return report.took().toMillis();
  }
}

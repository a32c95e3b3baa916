package dev.agnost.realtime.tck.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what became of each test and writes one page: the certificate of a transport. */
final class TckReport {

  private enum Outcome {
    PASSED,
    SKIPPED,
    FAILED
  }

  private record Line(Outcome outcome, String test, String remark) {}

  /** The build that the run belongs to, as a build tool may name it. */
  private static final String BUILD = "agnost.tck.build";

  private final TckSettings settings;
  private final Map<String, List<Line>> lines = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private String name = "unnamed";

  TckReport(TckSettings settings) {
    this.settings = settings;
  }

  void begin(String providerName) {
    name = settings.reportNameOr(providerName);
  }

  void passed(String rule, String test) {
    add(rule, new Line(Outcome.PASSED, test, ""));
  }

  void skipped(String rule, String test, @Nullable String why) {
    add(rule, new Line(Outcome.SKIPPED, test, String.valueOf(why)));
  }

  void failed(String rule, String test, @Nullable String why) {
    add(rule, new Line(Outcome.FAILED, test, String.valueOf(why)));
  }

  private void add(String rule, Line line) {
    lines.computeIfAbsent(rule, r -> new ArrayList<>()).add(line);
  }

  /** Writes {@code <name>.md}; rules without an outcome show as not run. */
  Path write() {
    Path file = settings.reportDirectory().resolve(name + ".md");
    try {
      Files.createDirectories(settings.reportDirectory());
      return Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException("the kit's report " + file, e);
    }
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    out.append("# Transport compatibility: ").append(name).append("\n\n");
    out.append("| | |\n|---|---|\n");
    row(out, "Library", settings.library());
    row(out, "Java", Runtime.version() + ", " + System.getProperty("os.name"));
    row(out, "Date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    row(out, "Build", System.getProperty(BUILD, "not stated"));
    row(out, "Time", (System.nanoTime() - start) / 1_000_000_000 + " s");
    row(out, "Timeout factor", String.format(Locale.ROOT, "%.1f", settings.timeoutFactor()));
    row(out, "Rules", summary());
    out.append("\n| Rule | | Demand | Outcome |\n|---|---|---|---|\n");
    for (RuleBook.Entry rule : RuleBook.get().all()) {
      String letter = rule.strength().name().substring(0, 1);
      row(out, rule.id(), letter, rule.sentence(), outcome(rule));
    }
    failures(out);
    return out.toString();
  }

  private String summary() {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    for (String rule : lines.keySet()) {
      switch (worst(lines.getOrDefault(rule, List.of()))) {
        case PASSED -> passed++;
        case FAILED -> failed++;
        case SKIPPED -> skipped++;
      }
    }
    return passed + " passed, " + failed + " failed, " + skipped + " skipped";
  }

  private String outcome(RuleBook.Entry rule) {
    List<Line> tests = lines.getOrDefault(rule.id(), List.of());
    if (tests.isEmpty()) {
      return rule.strength() == RuleBook.Strength.DOCUMENTED ? "not testable" : "not run";
    }
    List<String> skips =
        tests.stream().filter(t -> t.outcome() == Outcome.SKIPPED).map(Line::remark).toList();
    return switch (worst(tests)) {
      case FAILED -> "**FAILED**";
      case PASSED -> "passed (" + tests.size() + ")";
      case SKIPPED -> skips.size() + " of " + tests.size() + " skipped: " + skips.get(0);
    };
  }

  private static Outcome worst(List<Line> tests) {
    Outcome worst = Outcome.PASSED;
    for (Line test : tests) {
      worst = test.outcome().compareTo(worst) > 0 ? test.outcome() : worst;
    }
    return worst;
  }

  private void failures(StringBuilder out) {
    for (List<Line> tests : lines.values()) {
      for (Line test : tests) {
        if (test.outcome() == Outcome.FAILED) {
          out.append("\n## ").append(test.test()).append("\n\n```\n");
          out.append(test.remark()).append("\n```\n");
        }
      }
    }
  }

  private static void row(StringBuilder out, String... cells) {
    for (String cell : cells) {
      out.append("| ").append(cell.replace("|", "\\|").replace("\n", " ")).append(' ');
    }
    out.append("|\n");
  }
}

package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects the outcome of each test and writes one page: the certificate of a transport. */
final class TckReport {

  private record Line(Outcome outcome, String test, String remark) {}

  /** The build that the run belongs to, as a build tool may name it. */
  private static final String BUILD = "agnost.tck.build";

  private final TckSettings settings;
  private final Map<String, List<Line>> lines = new LinkedHashMap<>();
  private final Map<String, List<String>> measurements = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private String name = "unnamed";
  private String provider = "";
  private String capabilities = "";

  TckReport(TckSettings settings) {
    this.settings = settings;
  }

  void begin(TransportProvider transport) {
    name = settings.reportNameOr(transport.name());
    provider = transport.getClass().getName();
    capabilities =
        new TreeSet<>(transport.capabilities())
            .stream().map(Enum::name).collect(Collectors.joining(", "));
  }

  void add(String rule, String test, Outcome outcome, String remark) {
    lines.computeIfAbsent(rule, r -> new ArrayList<>()).add(new Line(outcome, test, remark));
  }

  /** A figure that the page shows beside the rule. */
  void measured(String rule, String figure) {
    measurements.computeIfAbsent(rule, r -> new ArrayList<>()).add(figure);
  }

  /**
   * Writes {@code <name>.md} and the same as {@code <name>.html}; rules without an outcome show as
   * not run.
   */
  Path write() {
    Path file = settings.reportDirectory().resolve(name + ".md");
    try {
      Files.createDirectories(settings.reportDirectory());
      Files.writeString(settings.reportDirectory().resolve(name + ".html"), page());
      return Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException("the kit's report " + file, e);
    }
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    out.append("# Transport compatibility: ").append(name).append("\n\n");
    out.append("| | |\n|---|---|\n");
    facts().forEach((fact, value) -> row(out, fact, value));
    out.append("\n| Rule | Strength | Demand | Outcome |\n|---|---|---|---|\n");
    for (RuleBook.Entry rule : RuleBook.get().all()) {
      row(out, rule.id(), rule.strength().name(), rule.sentence(), outcome(rule));
    }
    failures(out);
    return out.toString();
  }

  private String page() {
    CertificatePage page = new CertificatePage(name, facts());
    for (RequirementLevel strength : RequirementLevel.values()) {
      page.section(strength.name());
      for (RuleBook.Entry rule : RuleBook.get().all()) {
        if (rule.strength() == strength) {
          page.rule(rule.id(), rule.sentence(), outcome(rule), failed(rule));
        }
      }
    }
    return page.html();
  }

  private Map<String, String> failed(RuleBook.Entry rule) {
    Map<String, String> failed = new LinkedHashMap<>();
    for (Line test : lines.getOrDefault(rule.id(), List.of())) {
      if (test.outcome() == Outcome.FAILED) {
        failed.merge(test.test(), test.remark(), (one, other) -> one + "\n\n" + other);
      }
    }
    return failed;
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Library", settings.library());
    facts.put("Provider", provider);
    facts.put("Capabilities", capabilities.isEmpty() ? "none declared" : capabilities);
    facts.put("Java", Runtime.version() + ", " + System.getProperty("os.name"));
    facts.put("Date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("Build", System.getProperty(BUILD, "not stated"));
    facts.put("Time", (System.nanoTime() - start) / 1_000_000_000 + " s");
    facts.put("Timeout factor", String.format(Locale.ROOT, "%.1f", settings.timeoutFactor()));
    for (RequirementLevel strength :
        List.of(RequirementLevel.REQUIRED, RequirementLevel.CAPABILITY, RequirementLevel.ADVICE)) {
      facts.put("Rules, " + strength, summary(strength));
    }
    facts.put("Tests", count(lines.values().stream().flatMap(List::stream).toList()));
    return facts;
  }

  /** Rules of one strength by their outcome; a waived test does not hide that others passed. */
  private String summary(RequirementLevel strength) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (RuleBook.Entry rule : RuleBook.get().all()) {
      List<Line> tests = lines.getOrDefault(rule.id(), List.of());
      if (rule.strength() == strength && !tests.isEmpty()) {
        counts.merge(ofRule(tests), 1, Integer::sum);
      }
    }
    return words(counts);
  }

  private static Outcome ofRule(List<Line> tests) {
    boolean failed = tests.stream().anyMatch(t -> t.outcome() == Outcome.FAILED);
    boolean passed = tests.stream().anyMatch(t -> t.outcome() == Outcome.PASSED);
    return passed && !failed
        ? Outcome.PASSED
        : tests.stream().map(Line::outcome).max(Outcome::compareTo).orElseThrow();
  }

  private static String count(List<Line> tests) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    tests.forEach(test -> counts.merge(test.outcome(), 1, Integer::sum));
    return words(counts);
  }

  private static String words(Map<Outcome, Integer> counts) {
    counts.putIfAbsent(Outcome.PASSED, 0);
    counts.putIfAbsent(Outcome.FAILED, 0);
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().label())
        .collect(Collectors.joining(", "));
  }

  private String outcome(RuleBook.Entry rule) {
    List<Line> tests = lines.getOrDefault(rule.id(), List.of());
    if (tests.isEmpty()) {
      return rule.strength() == RequirementLevel.DOCUMENTED ? "not testable" : "not run";
    }
    Map<Outcome, List<Line>> byOutcome =
        tests.stream()
            .collect(
                Collectors.groupingBy(
                    Line::outcome, () -> new EnumMap<>(Outcome.class), Collectors.toList()));
    List<String> parts = new ArrayList<>();
    byOutcome.forEach((outcome, its) -> parts.add(part(outcome, its)));
    parts.addAll(Objects.requireNonNullElse(measurements.get(rule.id()), List.of()));
    return String.join("; ", parts);
  }

  private static String part(Outcome outcome, List<Line> tests) {
    String remark = tests.get(0).remark();
    return switch (outcome) {
      case PASSED -> "passed (" + tests.size() + ")";
      case FAILED -> "**FAILED** (" + tests.size() + ")";
      case NOT_APPLICABLE, NOT_OFFERED, WAIVED, ADVICE_NOT_FOLLOWED ->
          outcome.label() + " (" + tests.size() + "): " + remark;
    };
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

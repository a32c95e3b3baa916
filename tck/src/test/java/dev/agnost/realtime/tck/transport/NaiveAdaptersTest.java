package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Natural mutants: adapters that leave the libraries' defaults as they are fail exactly the rules
 * of {@code naive-adapters.txt}. A version of a library that changes a default shows here. Lines
 * with a question mark are races inside a library, lost or won by chance.
 *
 * <p>The ordinary run looks at the rules of the file, but for those that wait for half a minute,
 * and at some that must pass. All rules, and so that no other fails, take minutes: {@code mvn -pl
 * tck -am verify -Dgate.excluded=none -Dtest=NaiveAdaptersTest}. With {@code
 * -Dagnost.tck.naive.update=true} that run writes the file anew. What each rule saw goes to {@code
 * target/naive-adapters.md}.
 */
class NaiveAdaptersTest {

  private static final String GOLDEN = "naive-adapters.txt";

  /** Which every adapter keeps: were the kit to fail whatever it is given, it would show here. */
  private static final Set<String> SAMPLE =
      Set.of("T1.1", "T2.5", "T2.10", "T3.9", "T3.12", "T4.10", "T7.4", "T7.6", "T8.5");

  @Test
  @Tag("night")
  void theRulesOfTheGoldenFileFailAndOthersPass() throws Exception {
    Map<String, Set<String>> failing = new TreeMap<>();
    Map<String, Set<String>> passing = new TreeMap<>();
    for (String adapter : NaiveRuns.ADAPTERS.keySet()) {
      passing.put(adapter, SAMPLE);
      Set<String> its = new TreeSet<>();
      golden().stream().filter(l -> l.startsWith(adapter + " ")).forEach(l -> its.add(rule(l)));
      its.removeAll(NaiveRuns.SLOW);
      failing.put(adapter, its);
    }

    NaiveRuns bad = NaiveRuns.of(failing, 8, 1);
    NaiveRuns good = NaiveRuns.of(passing, 1, 4);

    failing.forEach(
        (adapter, rules) ->
            assertThat(rules)
                .as("rules that %s must fail", adapter)
                .isNotEmpty()
                .noneMatch(rule -> bad.passed(adapter, rule)));
    passing.forEach(
        (adapter, rules) ->
            assertThat(rules)
                .as("rules that %s must pass", adapter)
                .allMatch(rule -> good.passed(adapter, rule)));
  }

  @Test
  @Tag("night")
  void eachAdapterFailsTheRulesOfTheGoldenFileAndNoOther() throws Exception {
    Set<String> testable = new TreeSet<>();
    RuleBook.get().all().stream()
        .filter(rule -> rule.strength() != RequirementLevel.DOCUMENTED)
        .forEach(rule -> testable.add(rule.id()));
    Map<String, Set<String>> all = new TreeMap<>();
    NaiveRuns.ADAPTERS.keySet().forEach(adapter -> all.put(adapter, testable));

    NaiveRuns runs = NaiveRuns.of(all, 3, 2);

    Files.writeString(Path.of("target", "naive-adapters.md"), page(runs));
    List<String> wanted = golden();
    List<String> chance = wanted.stream().filter(line -> line.startsWith("? ")).toList();
    List<String> came = lines(runs);
    came.removeIf(line -> chance.contains("? " + line));
    came.addAll(chance);
    if (Boolean.getBoolean("agnost.tck.naive.update")) {
      Path resources = Path.of("src", "test", "resources");
      Path folder = resources.resolve(NaiveAdaptersTest.class.getPackageName().replace('.', '/'));
      Files.write(Files.createDirectories(folder).resolve(GOLDEN), came);
      return;
    }
    assertThat(difference(wanted, came)).as("- gone from %s, + new", GOLDEN).isEmpty();
  }

  private static String rule(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private static List<String> difference(List<String> wanted, List<String> came) {
    List<String> difference = new ArrayList<>();
    wanted.stream().filter(l -> !came.contains(l)).forEach(l -> difference.add("- " + said(l)));
    came.stream().filter(l -> !wanted.contains(l)).forEach(l -> difference.add("+ " + said(l)));
    return difference;
  }

  private static String said(String line) {
    return line + " " + RuleBook.get().rule(rule(line)).sentence();
  }

  /** One line for each adapter and rule that failed, in the order of the page of rules. */
  private static List<String> lines(NaiveRuns runs) {
    List<String> lines = new ArrayList<>();
    for (String adapter : NaiveRuns.ADAPTERS.keySet()) {
      RuleBook.get().all().stream()
          .filter(rule -> !runs.failures(adapter, rule.id()).isEmpty())
          .forEach(rule -> lines.add(adapter + " " + rule.id()));
    }
    return lines;
  }

  private static String page(NaiveRuns runs) {
    StringBuilder out = new StringBuilder("# What the rules saw in naive adapters\n\n");
    out.append("| Adapter | Rule | Expected | Came |\n|---|---|---|---|\n");
    for (String adapter : NaiveRuns.ADAPTERS.keySet()) {
      for (RuleBook.Entry rule : RuleBook.get().all()) {
        for (String message : runs.failures(adapter, rule.id())) {
          Verdict verdict = Verdict.of(message);
          out.append("| ").append(adapter).append(" | ").append(rule.id()).append(" | ");
          out.append(verdict.expected()).append(" | ").append(verdict.came()).append(" |\n");
        }
      }
    }
    return out.toString();
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = NaiveAdaptersTest.class.getResourceAsStream(GOLDEN)) {
      if (in == null) {
        throw new IllegalStateException("no " + GOLDEN + " beside " + NaiveAdaptersTest.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

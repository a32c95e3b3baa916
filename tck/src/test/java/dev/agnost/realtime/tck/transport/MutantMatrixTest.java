package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The kit can fail: each mutant is caught by the rule meant for it, with a message that names the
 * rule, and passes at least 80 % of the others. The matrix goes to {@code target/mutant-matrix.md}.
 *
 * <p>Takes many minutes, so it runs by {@code mvn -pl tck -am verify -Dgate.excluded=none} only;
 * {@code -Dagnost.tck.mutants=7,35} picks some.
 */
@Tag("night")
class MutantMatrixTest {

  private static final int PARALLEL = Integer.getInteger("agnost.tck.mutants.parallel", 24);
  private static final double SPECIFIC = 0.8;

  @TestFactory
  Stream<DynamicTest> everyMutantIsCaughtByItsRule() throws Exception {
    List<MutantRun> runs = runAll(chosen());
    Files.writeString(Path.of("target", "mutant-matrix.md"), matrix(runs));
    return runs.stream()
        .map(run -> DynamicTest.dynamicTest(run.mutant().toString(), () -> check(run)));
  }

  private static void check(MutantRun run) {
    assertThat(run.failures().getOrDefault(run.mutant().rule(), List.of()))
        .as("failures of the rule meant for it; others: %s", run.failures().keySet())
        .anySatisfy(message -> assertThat(message).startsWith(run.mutant().rule() + " "));
    assertThat(run.specificity())
        .as("share of the other rules that passed; failed: %s", run.failures().keySet())
        .isGreaterThanOrEqualTo(SPECIFIC);
  }

  private static List<Mutant> chosen() {
    String only = System.getProperty("agnost.tck.mutants", "");
    return Mutants.all().stream()
        .filter(m -> only.isEmpty() || List.of(only.split(",", -1)).contains("" + m.number()))
        .toList();
  }

  private static List<MutantRun> runAll(List<Mutant> mutants)
      throws ExecutionException, InterruptedException {
    try (HttpPeer http = new HttpPeer()) {
      return ParallelRuns.map(
          PARALLEL, mutants, mutant -> MutantRun.of(mutant, http, rule -> true));
    }
  }

  private static String matrix(List<MutantRun> runs) {
    StringBuilder out = new StringBuilder("# Mutants and the rules that catch them\n\n");
    long killed = runs.stream().filter(MutantRun::killedAsIntended).count();
    out.append(killed).append(" of ").append(runs.size()).append(" caught by the rule meant.\n\n");
    out.append(
        "| Mutant | Meant | Strength | Caught | Others passed | Other rules that failed |\n");
    out.append("|---|---|---|---|---|---|\n");
    for (MutantRun run : runs) {
      List<String> others = new ArrayList<>(run.failures().keySet());
      others.remove(run.mutant().rule());
      out.append(
          String.format(
              Locale.ROOT,
              "| %02d %s | %s | %s | %s | %.0f %% | %s |%n",
              run.mutant().number(),
              run.mutant().mistake(),
              run.mutant().rule(),
              RuleBook.get().rule(run.mutant().rule()).strength(),
              run.killedAsIntended() ? "yes" : "**no**",
              100 * run.specificity(),
              String.join(", ", others)));
    }
    out.append("\n| Rule | Catches |\n|---|---|\n");
    for (RuleBook.Entry rule : RuleBook.get().all()) {
      out.append("| ").append(rule.id()).append(" | ").append(catches(runs, rule.id()));
      out.append(" |\n");
    }
    out.append("\nRedundant, as other rules also catch whatever they catch: ");
    out.append(String.join(", ", redundant(runs))).append(".\n");
    return out.toString();
  }

  /** Testable rules that are never the only one to catch a mutant. */
  private static List<String> redundant(List<MutantRun> runs) {
    Set<String> alone = new HashSet<>();
    for (MutantRun run : runs) {
      if (run.failures().size() == 1) {
        alone.addAll(run.failures().keySet());
      }
    }
    return RuleBook.get().all().stream()
        .filter(rule -> rule.strength() != RequirementLevel.DOCUMENTED)
        .map(RuleBook.Entry::id)
        .filter(id -> !alone.contains(id))
        .toList();
  }

  private static String catches(List<MutantRun> runs, String rule) {
    List<String> numbers = new ArrayList<>();
    for (MutantRun run : runs) {
      Map<String, List<String>> failures = run.failures();
      if (failures.containsKey(rule)) {
        String only = failures.size() == 1 ? " (alone)" : "";
        numbers.add(run.mutant().number() + only);
      }
    }
    return String.join(", ", numbers);
  }
}

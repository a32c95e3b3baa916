package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The kit can fail: each mutant is caught by the rule meant for it, with a message that names the
 * rule. The list goes to {@code target/mutant-kills.md}. That the rule is also the only one, or one
 * of few, is what {@link MutantMatrixTest} shows; that the correct transport passes all, {@link
 * ReferenceTransportTckTest}.
 */
class MutantKillsTest {

  private static final int PARALLEL = Integer.getInteger("agnost.tck.mutants.parallel", 12);

  /** One of each kind: signals, handshake, TLS, proxy, sending, demand, limits, resources. */
  private static final Set<Integer> TELLING =
      Set.of(5, 32, 37, 45, 48, 107, 120, 125, 134, 136, 144, 148, 157, 167, 172);

  @Test
  void aMutantOfEachKindFailsTheRuleMeantForIt() throws Exception {
    expectKilled(Mutants.all().stream().filter(m -> TELLING.contains(m.number())).toList());
  }

  @Test
  @Tag("night")
  void everyMutantFailsTheRuleMeantForIt() throws Exception {
    expectKilled(Mutants.all());
  }

  private static void expectKilled(List<Mutant> mutants) throws Exception {
    List<MutantRun> runs = runAll(mutants);
    String summary = summary(runs);
    Files.writeString(Path.of("target", "mutant-kills.md"), page(summary, runs));
    System.out.println(summary);

    assertThat(runs)
        .allSatisfy(
            run ->
                assertThat(run.killedAsIntended())
                    .as("%s was caught; failures: %s", run.mutant(), run.failures())
                    .isTrue());
  }

  private static List<MutantRun> runAll(List<Mutant> mutants)
      throws ExecutionException, InterruptedException {
    try (HttpPeer http = new HttpPeer()) {
      return ParallelRuns.map(
          PARALLEL,
          mutants,
          mutant -> MutantRun.of(mutant, http, rule -> rule.equals(mutant.rule())));
    }
  }

  private static String summary(List<MutantRun> runs) {
    List<MutantRun> designed = runs.stream().filter(r -> r.mutant().designed()).toList();
    return String.format(
        Locale.ROOT,
        "mutants killed by the named rule: %d of %d (%d of %d in all)",
        killed(designed),
        designed.size(),
        killed(runs),
        runs.size());
  }

  private static long killed(List<MutantRun> runs) {
    return runs.stream().filter(MutantRun::killedAsIntended).count();
  }

  private static String page(String summary, List<MutantRun> runs) {
    StringBuilder out = new StringBuilder("# Mutants and the rule that kills each\n\n");
    out.append(summary).append(".\n\n");
    out.append("| Mutant | Rule | Strength | Killed | Expected | Came | Seconds |\n");
    out.append("|---|---|---|---|---|---|---|\n");
    for (MutantRun run : runs) {
      out.append(
          String.format(
              Locale.ROOT,
              "| %02d %s | %s | %s | %s | %s | %.1f |%n",
              run.mutant().number(),
              run.mutant().mistake(),
              run.mutant().rule(),
              RuleBook.get().rule(run.mutant().rule()).strength(),
              run.killedAsIntended() ? "yes" : "**no**",
              verdict(run),
              run.kit().seconds()));
    }
    return out.toString();
  }

  /** Expectation and observation of the first message that names the rule. */
  private static String verdict(MutantRun run) {
    return run.failures().getOrDefault(run.mutant().rule(), List.of()).stream()
        .findFirst()
        .map(Verdict::of)
        .map(verdict -> verdict.expected() + " | " + verdict.came())
        .orElse("- | nothing");
  }
}

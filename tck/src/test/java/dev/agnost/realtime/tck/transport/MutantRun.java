package dev.agnost.realtime.tck.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The kit, or some of its rules, run on one mutant. */
record MutantRun(Mutant mutant, KitRun kit) {

  /** Beside the rules, because mutants are to be caught by a look at what they do. */
  private static final String NOT_A_VERDICT = "expected:    the test to run to its end";

  static MutantRun of(Mutant mutant, HttpPeer http, Predicate<String> rules) {
    String name = String.format(Locale.ROOT, "mutant-%02d", mutant.number());
    Subject subject =
        new Subject(
            name,
            mutant.provider(),
            settings ->
                settings
                    .library(mutant.toString())
                    .reportDirectory(Path.of("target", "mutants"))
                    .slowWait(Duration.ofMillis(2_500))
                    .cycles(45)
                    .rounds(40)
                    .flood(20_000)
                    .sharing(http)
                    .inSharedProcess());
    return new MutantRun(mutant, KitRun.of(subject, rules));
  }

  /** Rules of which a test failed, with the messages. */
  Map<String, List<String>> failures() {
    return kit.failures();
  }

  /** Whether the rule meant for it failed, with a message that names it and says what came. */
  boolean killedAsIntended() {
    return failures().getOrDefault(mutant.rule(), List.of()).stream()
        .anyMatch(m -> m.startsWith(mutant.rule() + " ") && !m.contains(NOT_A_VERDICT));
  }

  /** The share of the other rules that passed. */
  double specificity() {
    long others = failures().keySet().stream().filter(rule -> !rule.equals(mutant.rule())).count();
    return 1 - others / (double) Math.max(1, kit.ran().size() - 1);
  }
}

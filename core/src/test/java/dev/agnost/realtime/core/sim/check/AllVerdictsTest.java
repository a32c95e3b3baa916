package dev.agnost.realtime.core.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The verdicts of {@link CheckerTest} in one test, by which the mutation score of the checker is
 * measured: tests that are chosen one by one would build all traces for each.
 */
class AllVerdictsTest {

  @Test
  void breachesAreReportedUnderTheirOwnIdsAndNearMissesNotAtAll() {
    CheckerTest.verdicts()
        .forEach(
            verdict -> {
              Set<String> reported =
                  Checker.check(verdict.script().built(), verdict.facts()).stream()
                      .map(Breach::invariant)
                      .collect(Collectors.toCollection(TreeSet::new));
              assertThat(reported)
                  .as("%s", verdict)
                  .isEqualTo(verdict.holds() ? Set.of() : Set.of(verdict.invariant()));
            });
  }
}

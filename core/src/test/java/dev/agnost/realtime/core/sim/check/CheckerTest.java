package dev.agnost.realtime.core.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each invariant, one trace that breaks it at least, and one near miss that does not. */
class CheckerTest {

  static Stream<CheckerCase> verdicts() {
    return Stream.of(
            LifecycleCases.all(),
            ReconnectCases.all(),
            OutboundCases.all(),
            InboundCases.all(),
            ResourceCases.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("verdicts")
  void reportsABrokenInvariantUnderItsOwnIdAndANearMissNotAtAll(CheckerCase verdict) {
    List<Breach> breaches = Checker.check(verdict.script().built(), verdict.facts());

    Set<String> reported =
        breaches.stream().map(Breach::invariant).collect(Collectors.toCollection(TreeSet::new));
    assertThat(reported)
        .as("%s%n%s%n%s", verdict, breaches, verdict.script().built().print())
        .isEqualTo(verdict.holds() ? Set.of() : Set.of(verdict.invariant()));
  }

  @Test
  void everyInvariantHasATraceThatBreaksItAndOneThatDoesNot() {
    List<String> wanted =
        IntStream.rangeClosed(1, 62)
            .mapToObj(n -> String.format(Locale.ROOT, "I%02d", n))
            .collect(Collectors.toList());

    assertThat(verdicts().filter(each -> !each.holds()).map(CheckerCase::invariant).distinct())
        .containsExactlyElementsOf(wanted);
    assertThat(verdicts().filter(CheckerCase::holds).map(CheckerCase::invariant).distinct())
        .containsExactlyElementsOf(wanted);
  }
}

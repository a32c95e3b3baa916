package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.TransportCapability;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of rules and the tests say the same. */
class RuleBookTest {

  private static List<Method> tests() {
    return Arrays.stream(TransportTck.class.getInterfaces())
        .flatMap(category -> Stream.of(category.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Rule.class))
        .toList();
  }

  @Test
  void everyRuleHasATestOrIsDocumentedOnly() {
    Set<String> tested = new TreeSet<>();
    tests().forEach(test -> tested.add(test.getAnnotation(Rule.class).value()));

    Set<String> testable = new TreeSet<>();
    for (RuleBook.Entry rule : RuleBook.get().all()) {
      if (rule.strength() != RequirementLevel.DOCUMENTED) {
        testable.add(rule.id());
      }
    }

    assertThat(tested).isEqualTo(testable);
  }

  @Test
  void theAnnotationStatesTheStrengthOfThePage() {
    for (Method test : tests()) {
      Rule rule = test.getAnnotation(Rule.class);
      assertThat(rule.strength())
          .as(test.getName())
          .isEqualTo(RuleBook.get().rule(rule.value()).strength());
    }
  }

  @Test
  void everyCapabilityHasARule() {
    Set<TransportCapability> tested = new TreeSet<>();
    for (RuleBook.Entry rule : RuleBook.get().all()) {
      boolean about = rule.strength() == RequirementLevel.CAPABILITY;
      assertThat(rule.capability() != null).as(rule.id()).isEqualTo(about);
      if (about) {
        tested.add(rule.capability());
      }
    }

    assertThat(tested).containsExactlyInAnyOrder(TransportCapability.values());
  }

  @Test
  void everyTestIsNamedByItsRule() {
    for (Method test : tests()) {
      String rule = test.getAnnotation(Rule.class).value();
      String prefix = rule.toLowerCase(Locale.ROOT).replace('.', '_') + "_";
      assertThat(test.getName()).startsWith(prefix);
    }
  }

  @Test
  void noTestIsWithoutARule() {
    for (Class<?> category : TransportTck.class.getInterfaces()) {
      for (Method method : category.getDeclaredMethods()) {
        boolean test = method.isDefault();
        assertThat(method.isAnnotationPresent(Rule.class)).as(method.toString()).isEqualTo(test);
      }
    }
  }

  @Test
  void everyRuleDemandsSomethingAndSaysWhatToCheck() {
    assertThat(RuleBook.get().all()).hasSizeGreaterThanOrEqualTo(80);
    for (RuleBook.Entry rule : RuleBook.get().all()) {
      assertThat(rule.sentence())
          .as(rule.id())
          .endsWith(".")
          .containsAnyOf("MUST", "MAY", "SHOULD", "valid only");
      assertThat(rule.hints()).as(rule.id()).isNotBlank();
    }
  }

  @Test
  void everyTestableRuleHasAMutant() {
    Set<String> meant = new TreeSet<>();
    Mutants.all().forEach(mutant -> meant.add(mutant.rule()));
    Set<String> unproven = new TreeSet<>();
    tests().forEach(test -> unproven.add(test.getAnnotation(Rule.class).value()));

    unproven.removeAll(meant);

    assertThat(unproven).as("rules that no mutant proves").isEmpty();
  }

  @Test
  void theDesignsMutantsAreAllThere() {
    List<Integer> numbers = Mutants.all().stream().map(Mutant::number).toList();
    for (int number = 1; number <= 64; number++) {
      assertThat(numbers).contains(number);
    }
    assertThat(numbers).doesNotHaveDuplicates();
  }
}

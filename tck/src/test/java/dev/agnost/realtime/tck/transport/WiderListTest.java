package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each demand of the wider list is covered by a rule or said to be somebody else's business. */
class WiderListTest {

  /** How many demands each category has. */
  private static final Map<String, Integer> CATEGORIES =
      Map.of(
          "LC", 12, "ORD", 9, "DAT", 11, "LIM", 11, "TIM", 6, "HS", 12, "TLS", 11, "CLS", 10, "RES",
          9);

  private static final Pattern ID = Pattern.compile("\\b[A-Z]{2,3}-\\d\\d\\b");
  private static final Pattern RULE = Pattern.compile("### ([TH][0-9.]+) \\([A-Z_0-9 ]+\\)");
  private static final Pattern COVERS = Pattern.compile("Covers (.+)\\.");
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\| ([A-Z]{2,3}-\\d\\d) (\\S[^|]*) \\| (\\S[^|]*\\.) \\|");

  @Test
  void eachOfTheNinetyOneDemandsIsCoveredOrElsewhere() throws IOException {
    Set<String> placed = new TreeSet<>(covered().keySet());
    placed.addAll(elsewhere());

    assertThat(all()).hasSize(91);
    assertThat(placed).isEqualTo(all());
  }

  @Test
  void whatIsCoveredIsNotAlsoElsewhere() throws IOException {
    assertThat(elsewhere()).doesNotContainAnyElementsOf(covered().keySet());
  }

  @Test
  void everyDemandBelongsToARuleOfTheBook() throws IOException {
    Set<String> rules = new TreeSet<>();
    covered().values().forEach(rules::addAll);

    rules.forEach(rule -> assertThat(RuleBook.get().rule(rule).id()).isEqualTo(rule));
  }

  private static Set<String> all() {
    Set<String> ids = new TreeSet<>();
    CATEGORIES.forEach(
        (category, count) -> {
          for (int number = 1; number <= count; number++) {
            ids.add(category + (number < 10 ? "-0" : "-") + number);
          }
        });
    return ids;
  }

  /** Demands with the rules that cover them. */
  private static Map<String, Set<String>> covered() throws IOException {
    Map<String, Set<String>> covered = new TreeMap<>();
    String rule = "";
    for (String line : page().lines().toList()) {
      Matcher heading = RULE.matcher(line);
      if (heading.matches()) {
        rule = heading.group(1);
      }
      Matcher covers = COVERS.matcher(line);
      if (covers.matches()) {
        for (String id : covers.group(1).split(", ", -1)) {
          assertThat(id).as("covered by " + rule).matches(ID);
          covered.computeIfAbsent(id, i -> new TreeSet<>()).add(rule);
        }
      }
    }
    return covered;
  }

  private static Set<String> elsewhere() throws IOException {
    Set<String> ids = new TreeSet<>();
    ELSEWHERE.matcher(page()).results().forEach(row -> ids.add(row.group(1)));
    return ids;
  }

  private static String page() throws IOException {
    try (InputStream in = RuleBook.class.getResourceAsStream("TransportRules.md")) {
      if (in == null) {
        throw new IllegalStateException("no TransportRules.md");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The "check first" of a rule names the cause of each mutant that the rule catches: the phrase of
 * {@code mutant-causes.txt} stands in it.
 */
class CheckFirstTest {

  private static final String CAUSES = "mutant-causes.txt";

  @Test
  void theHintsOfARuleNameTheCauseOfItsMutants() throws IOException {
    Map<Integer, String> causes = causes();

    for (Mutant mutant : Mutants.all()) {
      assertThat(causes).as("cause of %s", mutant).containsKey(mutant.number());
      assertThat(RuleBook.get().rule(mutant.rule()).hints())
          .as("hints for %s", mutant)
          .contains(causes.get(mutant.number()));
    }
  }

  private static Map<Integer, String> causes() throws IOException {
    try (InputStream in = CheckFirstTest.class.getResourceAsStream(CAUSES)) {
      if (in == null) {
        throw new IllegalStateException("no " + CAUSES + " beside " + CheckFirstTest.class);
      }
      Map<Integer, String> causes = new TreeMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(pair -> causes.put(Integer.valueOf(pair[0]), pair[1]));
      return causes;
    }
  }
}

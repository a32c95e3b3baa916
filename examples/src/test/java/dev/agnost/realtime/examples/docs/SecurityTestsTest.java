package dev.agnost.realtime.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.Repository;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of security tests names every row, and tests that exist. */
class SecurityTestsTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (S\\d\\d) \\|");

  private final String page = Repository.text("docs/security-tests.md");

  @Test
  void everyRowIsThereOnce() {
    assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 33)
                .mapToObj(n -> String.format(Locale.ROOT, "S%02d", n))
                .toList());
  }

  @Test
  void everyTestThatIsNamedExists() {
    List<String> sources =
        Repository.sources("api/src/test", "core/src/test", "tck/src/main", "system-tests/src/test")
            .toList();

    List<String> missing =
        NAMED
            .matcher(page)
            .results()
            .filter(test -> sources.stream().noneMatch(source -> declares(source, test)))
            .map(MatchResult::group)
            .toList();

    assertThat(missing).isEmpty();
  }

  private static boolean declares(String source, MatchResult test) {
    return Pattern.compile("(class|interface) " + test.group(1) + "\\b").matcher(source).find()
        && Pattern.compile("void " + test.group(2) + "\\(").matcher(source).find();
  }
}

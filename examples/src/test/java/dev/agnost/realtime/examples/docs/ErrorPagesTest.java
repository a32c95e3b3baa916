package dev.agnost.realtime.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.Repository;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every message of the SDK links to a heading of docs/errors.md. */
class ErrorPagesTest {

  private static final Pattern CODE = Pattern.compile("AGN-\\d{3}");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (AGN-\\d{3})$");

  @Test
  void everyCodeHasAHeadingAndEveryHeadingACode() {
    Set<String> codes =
        Repository.sources("api/src/main/java", "core/src/main/java")
            .flatMap(source -> CODE.matcher(source).results())
            .map(match -> match.group())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(headings()).isEqualTo(codes);
  }

  @Test
  void headingsAreInOrderAndUnique() {
    Matcher headings = HEADING.matcher(Repository.text("docs/errors.md"));

    assertThat(headings.results().map(match -> match.group(1)).toList())
        .isEqualTo(headings().stream().toList());
  }

  private static Set<String> headings() {
    return HEADING
        .matcher(Repository.text("docs/errors.md"))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

package dev.agnost.realtime.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages link to files that exist. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "docs/errors.md",
        "docs/writing-a-transport.md"
      })
  void linksLeadToFiles(String page) {

    List<String> broken =
        LINK.matcher(Repository.text(page))
            .results()
            .map(match -> Path.of(page).resolveSibling(match.group(1)).normalize().toString())
            .filter(target -> !Repository.exists(target))
            .toList();

    assertThat(broken).isEmpty();
  }
}

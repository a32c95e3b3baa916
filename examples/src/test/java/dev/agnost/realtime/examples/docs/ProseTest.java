package dev.agnost.realtime.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.Repository;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Javadoc, comments and texts of the published modules, and all pages, use terms of the field:
 * things are not persons, and no page is referred to that is not in the repository.
 */
class ProseTest {

  private static final Pattern PERSONS =
      Pattern.compile(
          "(?i)\\b(hear(s|d|ing)?|farewells?|goodbyes?|nobody|somebody|anybody|wish(es|ed)?|knows"
              + "|knew|says|said|wants|by[\\s*]+hand|stood)\\b");

  private static final Pattern ABSENT_PAGES =
      Pattern.compile(
          "\\b(D\\d{1,2}|(FIELD )?F\\d{2}"
              + "|(HS|RES|ORD|DAT|LIM|TIM|CLS|LC|TLS)-\\d\\d"
              + "|(AGNOST-SERVER|DESIGN|ENGINES|FIELD|PERFORMANCE|PRODUCT|PROTOCOL|RELIABILITY"
              + "|STYLE|TCK)\\.md)\\b|AGNOST-SERVER");

  private static final Pattern TEXT_OF_JAVA =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'");

  private static final Pattern CODE_OF_PAGE = Pattern.compile("(?s)```.*?```|`[^`\\n]*`");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api",
        "core",
        "tck",
        "test-server",
        "examples/doctor",
        "transport-netty",
        "transport-jetty",
        "transport-okhttp"
      })
  void textsOfModules(String module) {
    assertThat(
            Repository.files(module + "/src/main")
                .filter(file -> file.endsWith(".java"))
                .flatMap(file -> findings(file, textOfJava(Repository.text(file)))))
        .isEmpty();
  }

  @Test
  void pages() {
    Stream<String> pages =
        Stream.of("docs", "tck/src/main")
            .flatMap(Repository::pages)
            .filter(page -> !page.equals("docs/mutation-survivors.md")); // quotes code
    Stream<String> top = Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md");

    assertThat(
            Stream.concat(top, pages)
                .flatMap(
                    page ->
                        findings(
                            page, CODE_OF_PAGE.matcher(Repository.text(page)).replaceAll("code"))))
        .isEmpty();
  }

  @Test
  void whatIsForbiddenIsFound() {
    String source =
        "/** Nobody hears it by\n * hand. */ void says() { log(\"FIELD F12, HS-01\"); }";

    assertThat(findings("A.java", textOfJava(source)))
        .extracting(finding -> finding.substring("A.java: ".length()))
        .isEqualTo(List.of("Nobody", "hears", "by\n * hand", "FIELD F12", "HS-01"));
  }

  private static String textOfJava(String source) {
    StringBuilder text = new StringBuilder();
    TEXT_OF_JAVA.matcher(source).results().forEach(each -> text.append(each.group()).append('\n'));
    return text.toString();
  }

  private static Stream<String> findings(String file, String text) {
    return Stream.of(PERSONS, ABSENT_PAGES)
        .flatMap(pattern -> pattern.matcher(text).results())
        .map(MatchResult::group)
        .map(found -> file + ": " + found);
  }
}

package dev.agnost.realtime.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.Repository;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code of docs/writing-a-transport.md is that of the example, which is compiled and tested. */
class WritingATransportTest {

  private static final String PAGE = "docs/writing-a-transport.md";
  private static final String EXAMPLE = "examples/transport-jdk";
  private static final String SERVICES =
      EXAMPLE
          + "/src/main/resources/META-INF/services/dev.agnost.realtime.transport.TransportProvider";
  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");

  private final List<String> files =
      Stream.concat(
              Repository.sources(EXAMPLE + "/src"),
              Stream.of(EXAMPLE + "/pom.xml", SERVICES).map(Repository::text))
          .map(WritingATransportTest::withoutIndent)
          .toList();

  @Test
  void everyBlockIsCodeOfTheExample() {
    List<String> blocks = Stream.of("java", "xml").flatMap(this::blocks).toList();

    assertThat(blocks).hasSizeGreaterThan(8);
    assertThat(blocks)
        .allSatisfy(block -> assertThat(files).anyMatch(file -> file.contains(block)));
  }

  @Test
  void theServicesFileIsShown() {
    assertThat(blocks("text")).contains(withoutIndent(Repository.text(SERVICES)));
  }

  @Test
  void everyMethodOfTheExampleIsShown() {
    String shown = blocks("java").collect(Collectors.joining());

    List<String> missing =
        Repository.sources(EXAMPLE + "/src/main")
            .flatMap(source -> withoutIndent(source).lines())
            .filter(line -> line.endsWith(") {") || line.equals("@Override"))
            .filter(line -> !shown.contains(line))
            .toList();

    assertThat(missing).isEmpty();
  }

  @Test
  void everyRuleThatIsNamedExists() {
    String rules =
        Repository.text(
            "tck/src/main/resources/dev/agnost/realtime/tck/transport/TransportRules.md");

    List<String> unknown =
        Pattern.compile("\\bT\\d\\.\\d+")
            .matcher(Repository.text(PAGE))
            .results()
            .map(match -> match.group())
            .filter(rule -> !rules.contains("### " + rule + " ("))
            .toList();

    assertThat(unknown).isEmpty();
  }

  private Stream<String> blocks(String language) {
    return BLOCK
        .matcher(Repository.text(PAGE))
        .results()
        .filter(match -> match.group(1).equals(language))
        .map(match -> withoutIndent(match.group(2)));
  }

  /** A block may be cut out of the middle of a file. */
  private static String withoutIndent(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
  }
}

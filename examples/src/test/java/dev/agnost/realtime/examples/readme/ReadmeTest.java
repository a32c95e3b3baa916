package dev.agnost.realtime.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.Repository;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled and run here. */
class ReadmeTest {

  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern SNIPPET =
      Pattern.compile("(?s)// README begin\n(.*?)\n *// README end");

  @Test
  void everyJavaBlockIsTheSnippet() {
    List<String> blocks =
        JAVA_BLOCK
            .matcher(Repository.text("README.md"))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(blocks).containsExactly(snippet());
  }

  @Test
  void snippetRunsAgainstAServer() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      ReadmeSnippet.run(server.baseUrl("env-open"), "key-good");

      assertThat(server.received()).anyMatch(event -> event.packet().contains("hello"));
      assertThat(server.fatalInputs()).isEmpty();
    }
  }

  @Test
  void continuousIntegrationRunsTheTestCommandOfTheReadme() {
    String command = "mvn -B -ntp verify";

    assertThat(Repository.text("README.md")).contains("\n" + command + "\n");
    assertThat(Repository.text(".ci/run")).contains("\n" + command + "\n");
  }

  private static String snippet() {
    MatchResult source =
        SNIPPET
            .matcher(
                Repository.text(
                    "examples/src/main/java/dev/agnost/realtime/examples/readme/ReadmeSnippet.java"))
            .results()
            .findFirst()
            .orElseThrow();
    return source.group(1).stripIndent() + "\n";
  }
}

package dev.agnost.realtime.examples.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines of code without blank lines, comments, package and imports. */
class SizeTest {

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern HEADER = Pattern.compile("(import|package) .*");

  @Test
  void aTransportTakesLessThanTwoHundredLinesOfCode() throws IOException {
    int lines = 0;
    for (Path source : sources("src/main/java")) {
      lines += codeLines(source);
    }

    assertThat(lines).isBetween(100, 199);
  }

  @Test
  void itsCertificateTakesLessThanTwentyLinesOfCode() throws IOException {
    List<Path> test =
        sources("src/test/java").stream()
            .filter(source -> source.endsWith("JdkTransportTckTest.java"))
            .toList();

    assertThat(test).hasSize(1);
    assertThat(codeLines(test.get(0))).isBetween(5, 19);
  }

  private static int codeLines(Path source) throws IOException {
    String code = COMMENT.matcher(Files.readString(source)).replaceAll("");
    return (int)
        code.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !HEADER.matcher(line).matches())
            .count();
  }

  private static List<Path> sources(String folder) throws IOException {
    try (Stream<Path> paths = Files.walk(Path.of(folder))) {
      return paths.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }
}

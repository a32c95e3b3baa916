package dev.agnost.realtime.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The transport works on every Jetty 12 because it uses nothing that Jetty does not export. */
class PublicApiTest {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final List<String> FORBIDDEN =
      List.of(".internal.", "java.lang.reflect", "sun.misc", "setAccessible", "Class.forName");

  @Test
  void noSourceUsesInternalsOfJettyOrReflection() throws Exception {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }

    assertThat(sources).hasSizeGreaterThan(10);
    assertThat(sources).allSatisfy(file -> assertThat(read(file)).doesNotContain(FORBIDDEN));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

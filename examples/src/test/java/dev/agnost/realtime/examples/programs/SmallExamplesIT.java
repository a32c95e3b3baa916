package dev.agnost.realtime.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.Repository;
import dev.agnost.realtime.examples.bot.CalculatorBot;
import dev.agnost.realtime.examples.presence.WhoIsThere;
import dev.agnost.realtime.examples.service.OrderNews;
import dev.agnost.realtime.examples.typed.TypedMessages;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each small example runs by itself, in a process of its own, and prints what it promises. */
class SmallExamplesIT {

  private static final String SOURCES = "examples/src/main/java/dev/agnost/realtime/examples/";

  @TempDir Path folder;

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of(
            TypedMessages.class,
            List.of(
                "a line from Point[x=0, y=0] to Point[x=3, y=4]",
                "an image of 3 bytes at Point[x=1, y=1]",
                "an empty drawing",
                "scores of ann: [3, 5]")),
        Arguments.of(
            WhoIsThere.class,
            List.of("in the room: [ann, bob, observer]", "in the room: [ann, observer]")),
        Arguments.of(CalculatorBot.class, List.of("total: 12345678901234567890.3")),
        Arguments.of(OrderNews.class, List.of("told: true, healthy: true")));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void printsWhatItPromises(Class<?> program, List<String> lines) throws Exception {
    File output = folder.resolve("output").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // starts sooner
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();

    String printed = Files.readString(output.toPath(), StandardCharsets.UTF_8);
    assertThat(ended).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    assertThat(printed.lines()).containsSubsequence(lines);
  }

  @Test
  void noneIsLongerThanAHundredLines() {
    for (String example : List.of("bot", "chat", "presence", "service", "typed")) {
      Repository.sources(SOURCES + example)
          .forEach(source -> assertThat(source.lines()).hasSizeLessThanOrEqualTo(100));
    }
  }
}

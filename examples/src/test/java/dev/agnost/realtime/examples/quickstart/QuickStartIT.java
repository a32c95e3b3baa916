package dev.agnost.realtime.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.tck.server.EmbeddedAgnostServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program in a process of its own, as a user does. */
class QuickStartIT {

  private static final String MAIN = QuickStart.class.getName();

  private final Path folder;

  QuickStartIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void tellsTheWholeStoryOnTheClassPath() throws Exception {
    assertWholeStory(runOnClassPath());
  }

  @Test
  void tellsTheWholeStoryOnTheModulePath() throws Exception {
    Ended ended =
        run(List.of("--module-path", modulePath(), "-m", "dev.agnost.realtime.examples/" + MAIN));

    assertWholeStory(ended);
  }

  private static void assertWholeStory(Ended ended) {
    assertThat(ended.code).as(ended.output).isZero();
    assertThat(ended.output)
        .containsSubsequence(
            "onConnect: socket id",
            "getMembers: ann, bob",
            "bob  hears in",
            "hello, bob",
            "ann  hears in",
            "hello, ann",
            "the server dies",
            "onDisconnect: transport close",
            "the message waits in the queue",
            "onError: AGN-201",
            "the server is back",
            "onConnect: socket id",
            "onJoin: ann with socket id",
            "bob  hears in",
            "the queued message has arrived",
            "ann  new socket id",
            "bob  new socket id",
            "onDisconnect: io client disconnect",
            "No thread is left.",
            "All steps done.");
    assertThat(ended.output).contains("onReconnectAttempt: 1").doesNotContain("\tat ");
  }

  @Test
  void runsAgainstACluster() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      Ended ended =
          runOnClassPath(
              "--url", server.baseUrl("env-open"), "--api-key", "key-good", "--transport", "netty");

      assertThat(ended.code).as(ended.output).isZero();
      assertThat(ended.output)
          .containsSubsequence(
              "ann  close()",
              "onDisconnect: io client disconnect",
              "ann  open()",
              "the queued message has arrived",
              "ann  new socket id",
              "All steps done.");
      assertThat(server.fatalInputs()).isEmpty();
    }
  }

  @Test
  void refusedKeyEndsTheProgramAtOnce() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      Ended ended = runOnClassPath("--url", server.baseUrl("env-open"), "--api-key", "key-wrong");

      assertThat(ended.code).as(ended.output).isEqualTo(1);
      assertThat(ended.output)
          .contains("FAILED: ann gave up: invalid_api_key", "check the API key");
    }
  }

  @Test
  void badArgumentsEndTheProgramWithTwo() throws Exception {
    Ended ended = runOnClassPath("--nonsense");

    assertThat(ended.code).isEqualTo(2);
    assertThat(ended.output).contains("error: Unknown option: '--nonsense'");
  }

  private Ended runOnClassPath(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("-classpath", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Ended run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      String text = Files.readString(output);
      assertThat(ended).as("has ended within 2 minutes: " + text).isTrue();
      return new Ended(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The class path without the tests themselves. */
  private static String modulePath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private record Ended(int code, String output) {}
}

package dev.agnost.realtime.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.transport.TransportProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the program in a process of its own, as a user does. */
class QuickStartIT {

  private static final String MAIN = QuickStart.class.getName();

  private static final String LOG_ON =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>log: %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="out"/></root>
      </configuration>
      """;

  private final Path folder;

  QuickStartIT(@TempDir Path folder) {
    this.folder = folder;
  }

  /** The names of those on the class path. */
  private static Stream<String> present() {
    return ServiceLoader.load(TransportProvider.class).stream()
        .map(found -> found.get().name())
        .sorted();
  }

  /** Those without the example, whose library keeps a thread until the next garbage collection. */
  static Stream<String> transports() {
    return present().filter(name -> !name.equals("jdk"));
  }

  @Tag("night")
  @ParameterizedTest
  @MethodSource("transports")
  void tellsTheWholeStoryOnEachTransport(String transport) throws Exception {
    assertWholeStory(runOnClassPath("--transport", transport));
  }

  @Test
  void theThreeTransportsAreThere() {
    assertThat(transports()).containsExactly("jetty", "netty", "okhttp");
  }

  @Tag("night")
  @Test
  void ofTwoTransportsTheOneOfHigherPriorityIsTakenAndTheLogSaysSo() throws Exception {
    Ended ended = runWithLogOn(classPathOnlyWith("netty", "okhttp"));

    assertWholeStory(ended);
    assertThat(ended.output)
        .containsPattern(
            "AGN-102 Found 2 transports: netty \\(.*\\), okhttp \\(.*\\)\\. Taking netty,");
  }

  @Tag("night")
  @Test
  void theOnlyTransportIsTakenWithoutAWord() throws Exception {
    Ended ended = runWithLogOn(classPathOnlyWith("okhttp"));

    assertWholeStory(ended);
    assertThat(ended.output).doesNotContain("AGN-102");
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
            "bob  receives in",
            "hello, bob",
            "ann  receives in",
            "hello, ann",
            "the server dies",
            "onDisconnect: transport close",
            "the message waits in the queue",
            "onError: AGN-201",
            "the server is back",
            "onConnect: socket id",
            "onJoin: ann with socket id",
            "bob  receives in",
            "the queued message has arrived",
            "ann  new socket id",
            "bob  new socket id",
            "onDisconnect: io client disconnect",
            "No thread is left.",
            "All steps done.");
    assertThat(ended.output).contains("onReconnectAttempt: 1").doesNotContain("\tat ");
  }

  @Tag("night")
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

  private Ended runWithLogOn(String classPath) throws IOException, InterruptedException {
    Path configuration = folder.resolve("logback.xml");
    Files.writeString(configuration, LOG_ON);
    return run(
        List.of("-Dlogback.configurationFile=" + configuration, "-classpath", classPath, MAIN));
  }

  /** The class path without the other transports. */
  private static String classPathOnlyWith(String... wanted) {
    List<String> others = present().filter(name -> !List.of(wanted).contains(name)).toList();
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> others.stream().noneMatch(name -> entry.contains("transport-" + name)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Ended run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // starts sooner
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
        .filter(entry -> !entry.endsWith("test-classes") && !entry.contains("transport-jdk"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private record Ended(int code, String output) {}
}

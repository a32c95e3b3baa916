package dev.agnost.realtime.systemtests.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The client over each transport with the oldest and the newest libraries, and at night with those
 * of Spring Boot.
 *
 * <p>{@code -Dagnost.compatibility.java=HOME,HOME} names the JDKs to run, {@code
 * -Dagnost.compatibility.page=true} writes {@code docs/compatibility.md} from what has passed.
 */
class CompatibilityIT {

  private static final Path PAGE = Path.of("../docs/compatibility.md");
  private static final String VERSIONS =
      "/dev/agnost/realtime/transport/support/versions.properties";

  /** Row to the versions of Java that it has passed on. */
  private static final Map<String, TreeSet<Integer>> PASSED = new TreeMap<>();

  static Stream<Cell> ends() {
    return cells(ClassPath.of("oldest"), ClassPath.newest());
  }

  static Stream<Cell> springBoot() {
    ClassPath twoOkHttps = ClassPath.of("spring-boot-3.2");
    return cells(
        twoOkHttps,
        twoOkHttps.reversed(),
        ClassPath.of("spring-boot-3.5"),
        ClassPath.of("spring-boot-4.1"));
  }

  private static Stream<Cell> cells(ClassPath... classPaths) {
    String homes = System.getProperty("agnost.compatibility.java", System.getProperty("java.home"));
    return Stream.of(classPaths)
        .flatMap(
            classPath -> Stream.of(homes.split(",", -1)).map(home -> new Cell(classPath, home)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void aClientWorksAtBothEndsOfTheRange(Cell cell) throws Exception {
    run(cell);
  }

  @Tag("night")
  @ParameterizedTest(name = "{0}")
  @MethodSource("springBoot")
  void aClientWorksWithTheLibrariesOfSpringBoot(Cell cell) throws Exception {
    run(cell);
  }

  @Test
  void thePageHasTheVersionsThatTheGateRuns() throws IOException {
    assertThat(
            ends().flatMap(cell -> Cell.TRANSPORTS.stream().map(transport -> cell.row(transport))))
        .hasSize(2 * Cell.TRANSPORTS.size() * jdks())
        .allSatisfy(row -> assertThat(Files.readString(PAGE)).contains(row));
  }

  private static int jdks() {
    return System.getProperty("agnost.compatibility.java", "").split(",", -1).length;
  }

  /** The messages about a library that does not fit have them from the same resource. */
  @Test
  void thePageHasTheVersionsOfTheParentPom() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = CompatibilityIT.class.getResourceAsStream(VERSIONS)) {
      versions.load(in);
    }
    String page = Files.readString(PAGE);

    assertThat(Stream.of("Netty", "Jetty", "OkHttp", "Jackson", "SLF4J"))
        .allSatisfy(
            library -> {
              String key = library.toLowerCase(Locale.ROOT);
              String minimum = versions.getProperty(key + ".minimum");
              String tested = versions.getProperty(key + ".tested");
              assertThat(page).contains("| " + library + " | " + minimum + " | " + tested + " |");
            });
  }

  private static void run(Cell cell) throws Exception {
    List<String> output = new ArrayList<>();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      Process client = start(cell, server.baseUrl("env-open"));
      try (BufferedReader lines = client.inputReader(UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          output.add(line);
          if (line.equals("CUT")) {
            server.cutConnections();
          }
        }
      } finally {
        client.destroyForcibly();
      }
    }

    assertThat(output).containsAll(Cell.TRANSPORTS.stream().map(name -> "DONE " + name).toList());
    int java = javaVersion(cell.javaHome());
    for (String transport : Cell.TRANSPORTS) {
      PASSED.computeIfAbsent(cell.row(transport), row -> new TreeSet<>()).add(java);
    }
  }

  private static Process start(Cell cell, String baseUrl) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(cell.javaHome(), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                Path.of("target", "test-classes") + File.pathSeparator + cell.classPath().entries(),
                ClientProgram.class.getName(),
                baseUrl,
                "key-good"));
    command.addAll(Cell.TRANSPORTS);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int javaVersion(String home) throws IOException {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(Path.of(home, "release"))) {
      release.load(in);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  @AfterAll
  static void writePage() throws IOException {
    if (!Boolean.getBoolean("agnost.compatibility.page")) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of(Files.readString(PAGE).split("\n", -1)));
    int table = lines.indexOf("| versions of | transport | Jackson | SLF4J | JDK |");
    List<String> page = new ArrayList<>(lines.subList(0, table + 2));
    PASSED.forEach((row, versions) -> page.add(row + " " + join(versions) + " |"));
    Files.writeString(PAGE, String.join("\n", page) + "\n");
  }

  private static String join(Set<Integer> versions) {
    return String.join(", ", versions.stream().map(String::valueOf).toList());
  }
}

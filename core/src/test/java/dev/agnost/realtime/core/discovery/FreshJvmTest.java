package dev.agnost.realtime.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.core.CoreClientProvider;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Builds a client in a JVM of its own, on the module path and on a class path without core. */
class FreshJvmTest {

  private static final String PROBE =
      """
      package probe;
      import dev.agnost.realtime.*;
      public class Probe {
        public static void main(String[] args) {
          try (AgnostClient client = AgnostClient.create("https://host.test/env", "key")) {
            System.out.println(client);
          } catch (RealtimeException refused) {
            System.out.println(refused.getMessage());
          }
        }
      }
      """;

  private final Path directory;
  private final Path probe;

  FreshJvmTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.probe = new Artifact(directory.resolve("probe")).source("probe.Probe", PROBE).root();
  }

  @Test
  void onAClassPathWithoutCoreTheMessageSaysWhatBringsIt() throws Exception {
    assertThat(onClassPath(probe, home(AgnostClient.class)))
        .startsWith("AGN-100 agnost-realtime-core is not present at run time.")
        .contains("--bind-services", "META-INF/services must be merged");
  }

  @Test
  void onTheModulePathATransportIsFound() throws Exception {
    Path transport = Artifact.transport(directory.resolve("mod"), "mod", 100, 1).root();
    describe(
        transport,
        "module fake.transport { requires dev.agnost.realtime.api;"
            + " provides dev.agnost.realtime.transport.TransportProvider with fake.ModProvider; }",
        "fake.transport");

    assertThat(onModulePath(transport)).isEqualTo("AgnostClient[host.test, IDLE]");
  }

  @Test
  void onTheModulePathAMissingTransportIsSaidToBeMissing() throws Exception {
    assertThat(onModulePath()).startsWith("AGN-101 No realtime transport found.");
  }

  @Test
  void onAClassPathWithoutMicrometerAClientIsBuilt() throws Exception {
    List<Path> path = new ArrayList<>(product());
    path.add(Artifact.transport(directory.resolve("cp"), "cp", 100, 1).root());
    path.add(probe);

    assertThat(onClassPath(path.toArray(new Path[0]))).isEqualTo("AgnostClient[host.test, IDLE]");
  }

  @Test
  void buildingAClientLoadsNeitherJacksonNorAnHttpClient() throws Exception {
    List<Path> path = new ArrayList<>(product());
    path.add(Artifact.transport(directory.resolve("idle"), "idle", 100, 1).root());
    path.add(probe);
    Path loaded = directory.resolve("loaded.txt");

    String built =
        run(
            "-Xlog:class+load=info:file=" + loaded + "::filecount=0",
            "-cp",
            joined(path.stream()),
            "probe.Probe");

    assertThat(built).isEqualTo("AgnostClient[host.test, IDLE]");
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains(AgnostClient.class.getName() + " "))
        .noneMatch(line -> line.contains("com.fasterxml."))
        .noneMatch(line -> line.contains("java.net.http."));
  }

  @Test
  void onTheModulePathMicrometerIsUsedWhereItIs() throws Exception {
    Path metrics =
        new Artifact(directory.resolve("metrics"))
            .source(
                "probe.metrics.Main",
                """
                package probe.metrics;
                import dev.agnost.realtime.core.micrometer.MicrometerMetrics;
                import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
                public class Main {
                  public static void main(String[] args) {
                    SimpleMeterRegistry registry = new SimpleMeterRegistry();
                    new MicrometerMetrics(registry).onAttempt(0);
                    System.out.println(
                        registry.get("agnost.realtime.attempts").counter().count());
                  }
                }
                """)
            .root();
    List<Path> path = new ArrayList<>(product());
    path.add(home(MeterRegistry.class));
    path.add(home(Observation.class));
    path.add(home(KeyValue.class));
    path.add(home(Histogram.class));
    String modules = joined(path.stream());
    Artifact unused =
        new Artifact(metrics)
            .compile(
                "module-info.java",
                "module probe.metrics { requires dev.agnost.realtime.core;"
                    + " requires micrometer.core; }",
                List.of("-p", modules, "--patch-module", "probe.metrics=" + metrics));

    assertThat(
            run(
                "-p",
                modules + File.pathSeparator + metrics,
                "-m",
                "probe.metrics/probe.metrics.Main"))
        .isEqualTo("1.0");
  }

  private String onModulePath(Path... more) throws Exception {
    describe(probe, "module probe { requires dev.agnost.realtime.api; }", "probe");
    List<Path> path = new ArrayList<>(List.of(more));
    path.add(probe);
    path.addAll(product());
    return run("-p", joined(path.stream()), "-m", "probe/probe.Probe");
  }

  /** The product and what it needs; without Micrometer. */
  private static List<Path> product() throws URISyntaxException {
    List<Path> path = new ArrayList<>();
    for (Class<?> type :
        List.of(
            AgnostClient.class,
            CoreClientProvider.class,
            JsonFactory.class,
            ObjectMapper.class,
            JsonProperty.class,
            Jdk8Module.class,
            JavaTimeModule.class,
            Logger.class)) {
      path.add(home(type));
    }
    return path;
  }

  private String onClassPath(Path... path) throws Exception {
    return run("-cp", joined(Stream.of(path)), "probe.Probe");
  }

  private static void describe(Path artifact, String text, String name) throws Exception {
    List<String> options =
        List.of("-p", home(AgnostClient.class).toString(), "--patch-module", name + "=" + artifact);
    Artifact unused = new Artifact(artifact).compile("module-info.java", text, options);
  }

  private String run(String... arguments) throws Exception {
    Path output = directory.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(false)
            .redirectError(directory.resolve("errors.txt").toFile())
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8).strip();
    return status == 0 ? said : said + Files.readString(directory.resolve("errors.txt"));
  }

  /** Where a class was loaded from: a jar, or a directory during the build. */
  private static Path home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String joined(Stream<Path> path) {
    return path.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}

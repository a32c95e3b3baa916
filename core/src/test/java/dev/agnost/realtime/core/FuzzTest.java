package dev.agnost.realtime.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.client.BaseUrlTarget;
import dev.agnost.realtime.core.json.PlaceholderTarget;
import dev.agnost.realtime.core.protocol.EncodedMessageTarget;
import dev.agnost.realtime.core.protocol.EnginePacketTarget;
import dev.agnost.realtime.core.protocol.FrameSequenceTarget;
import dev.agnost.realtime.core.protocol.HandshakeTarget;
import dev.agnost.realtime.core.protocol.SocketPacketTarget;
import dev.agnost.realtime.core.sim.world.ServerScriptTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Gives each fuzz target the inputs that were kept for it: those to begin with, and those that once
 * found something. At night each is fuzzed, guided by coverage: those of {@code
 * -Dagnost.fuzz.only=protocol.SocketPacket} only, for {@code -Dagnost.fuzz.seconds=3600}.
 */
@Timeout(120)
class FuzzTest {

  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  private static final Path FUZZING = Path.of("target", "fuzz");
  private static final String SECONDS = System.getProperty("agnost.fuzz.seconds", "1800");
  private static final String ONLY = System.getProperty("agnost.fuzz.only", "");

  private record Target(Class<?> type, Consumer<byte[]> run) {

    /** Such as {@code protocol.SocketPacket}. */
    String name() {
      String within = type.getName().substring(FuzzTest.class.getPackageName().length() + 1);
      return within.substring(0, within.length() - "Target".length());
    }

    Path corpus() {
      return CORPUS.resolve(name());
    }
  }

  private static final List<Target> TARGETS =
      List.of(
          new Target(SocketPacketTarget.class, SocketPacketTarget::fuzzerTestOneInput),
          new Target(EnginePacketTarget.class, EnginePacketTarget::fuzzerTestOneInput),
          new Target(HandshakeTarget.class, HandshakeTarget::fuzzerTestOneInput),
          new Target(FrameSequenceTarget.class, FrameSequenceTarget::fuzzerTestOneInput),
          new Target(EncodedMessageTarget.class, EncodedMessageTarget::fuzzerTestOneInput),
          new Target(BaseUrlTarget.class, BaseUrlTarget::fuzzerTestOneInput),
          new Target(PlaceholderTarget.class, PlaceholderTarget::fuzzerTestOneInput),
          new Target(ServerScriptTarget.class, ServerScriptTarget::fuzzerTestOneInput));

  @TestFactory
  Stream<DynamicTest> keptInputsFindNothing() {
    return TARGETS.stream()
        .flatMap(
            target ->
                inputs(target)
                    .map(
                        input ->
                            DynamicTest.dynamicTest(
                                CORPUS.relativize(input).toString(),
                                () -> target.run().accept(Files.readAllBytes(input)))));
  }

  @Test
  void everyTargetHasInputsAndEveryInputATarget() throws IOException {
    try (Stream<Path> directories = Files.list(CORPUS)) {
      assertThat(directories)
          .containsExactlyInAnyOrderElementsOf(TARGETS.stream().map(Target::corpus).toList());
    }
    assertThat(TARGETS).allSatisfy(target -> assertThat(inputs(target)).isNotEmpty());
  }

  @TestFactory
  @Tag("night")
  Stream<DynamicTest> fuzzingFindsNothing() {
    return TARGETS.stream()
        .filter(target -> ONLY.isEmpty() || target.name().equals(ONLY))
        .map(target -> DynamicTest.dynamicTest(target.name(), () -> fuzz(target)));
  }

  private static void fuzz(Target target) throws IOException, InterruptedException {
    Path found = Files.createDirectories(FUZZING.resolve("found"));
    Path log = FUZZING.resolve(target.name() + ".log");
    Process jazzer =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer", // on the class path of the profile "night"
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=dev.agnost.realtime.core.**",
                "--instrumentation_excludes=dev.agnost.realtime.core.sim.**",
                "--custom_hook_includes=dev.agnost.realtime.core.**",
                "-max_total_time=" + SECONDS,
                "-max_len=4096",
                "-artifact_prefix=" + found + "/" + target.name() + "-",
                Files.createDirectories(FUZZING.resolve(target.name())).toString(),
                target.corpus().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(jazzer.waitFor())
          .as("see %s; a test is ready once the input in %s is in %s", log, found, target.corpus())
          .isZero();
    } finally {
      jazzer.destroyForcibly();
    }
  }

  private static Stream<Path> inputs(Target target) {
    try (Stream<Path> files = Files.list(target.corpus())) {
      return files.sorted().toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Gives each fuzz target the inputs that were kept for it: those to begin with, and those that once
 * found something. Long runs, guided by coverage, are in docs/reliability.md.
 */
@Timeout(120)
class FuzzCorpusTest {

  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  private record Target(Class<?> type, Consumer<byte[]> run) {

    /** Such as {@code protocol.SocketPacket}, which is also the name for a long run. */
    Path corpus() {
      String within = type.getName().substring(FuzzCorpusTest.class.getPackageName().length() + 1);
      return CORPUS.resolve(within.substring(0, within.length() - "Target".length()));
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

  private static Stream<Path> inputs(Target target) {
    try (Stream<Path> files = Files.list(target.corpus())) {
      return files.sorted().toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

package dev.agnost.realtime.systemtests.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.transport.TransportTck;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The public signatures of the published modules are those of the baseline in this repository. A
 * change that is intended is recorded by {@code -Dagnost.signatures.update=true}, and shows in the
 * diff of the commit.
 */
class SignaturesTest {

  private static final Map<String, Class<?>> MODULES =
      Map.of(
          "api", AgnostClient.class,
          "test-server", EmbeddedAgnostServer.class,
          "tck", TransportTck.class);

  @ParameterizedTest
  @ValueSource(strings = {"api", "test-server", "tck"})
  void signaturesAreThoseOfTheBaseline(String module) throws Exception {
    Path baseline = Path.of("src/test/resources/signatures", module + ".txt");
    List<String> actual = Signatures.of(Objects.requireNonNull(MODULES.get(module)));
    if (Boolean.getBoolean("agnost.signatures.update")) {
      Files.write(baseline, actual);
    }

    assertThat(actual)
        .as("%s; if intended, run with -Dagnost.signatures.update=true and commit", baseline)
        .isEqualTo(Files.readAllLines(baseline));
  }
}

package dev.agnost.realtime.core.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.RandomInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same seed gives the same trace, today and in another JVM. */
class DeterminismTest {

  private static final int SEEDS = RandomInput.cases(25, 1_000);
  private static final List<String> FIRST = hashes();

  @Test
  void aSeedGivesTheSameTraceEachTime() {
    assertThat(hashes()).isEqualTo(FIRST);
  }

  @Test
  void aSeedGivesTheSameTraceInAnotherJvm() throws IOException {
    assertThat(inAnotherJvm()).isEqualTo(FIRST);
  }

  /** Prints the hashes, for the other JVM. */
  public static void main(String[] args) {
    FIRST.forEach(System.out::println);
  }

  private static List<String> hashes() {
    List<String> hashes = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Profile profile = Profile.of(seed);
      hashes.add(
          profile
              + " "
              + seed
              + " "
              + Long.toHexString(Simulation.run(profile, seed).trace().hash()));
    }
    return hashes;
  }

  private static List<String> inAnotherJvm() throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2", // identity hashes that are all the same
                "-XX:TieredStopAtLevel=1",
                "-Dagnost.night=" + Boolean.getBoolean("agnost.night"),
                "-cp",
                System.getProperty("java.class.path"),
                DeterminismTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return printed.lines().toList();
  }
}

package dev.agnost.realtime.core.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.agnost.realtime.core.protocol.RandomInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The real client in thousands of simulated worlds.
 *
 * <p>In the gate every seed is fixed, so that the result depends on the commit alone, and faults
 * strike in a random run for 90 s at most, since the gate has minutes. At night the random ones are
 * fresh, whole, and ten times as many. These properties choose them, and what is printed repeats
 * them:
 *
 * <ul>
 *   <li>{@code agnost.sim.base}: where the random seeds begin
 *   <li>{@code agnost.sim.seeds}: how many, over all profiles by their shares
 *   <li>{@code agnost.sim.seconds}: for how long faults may strike in each of these runs
 *   <li>{@code agnost.sim.fleets}: how many runs of up to 1,000 clients
 *   <li>{@code agnost.sim.longest}: how many outages of 1 to 30 days
 * </ul>
 */
class SimulationTest {

  private static final int STANDARD_RUNS = 1_500;
  private static final int RANDOM_RUNS = RandomInput.cases(20_000, 200_000);
  private static final int FLEETS = RandomInput.cases(0, 20);
  private static final int LONGEST = RandomInput.cases(0, 100);
  private static final long FIRST_OF_THE_GATE = 30_000_000_001L;
  private static final long SECONDS_OF_THE_GATE = 90;
  private static final long WHOLE = 365 * 86_400; // longer than any run

  @Test
  void regressionSeedsPass() throws InterruptedException, IOException {
    List<SimulationBatch.RunSpec> specs = kept();

    verify(specs.size(), new SimulationBatch(specs).run());
  }

  @Test
  void standardSeedsPassAndReachEveryGoalAndFault() throws InterruptedException {
    List<SimulationBatch.RunSpec> specs = new ArrayList<>(Seeds.fleets(1, 1)); // takes longest
    specs.addAll(Seeds.mixed(1, STANDARD_RUNS));

    SimulationBatch.Summary summary = new SimulationBatch(specs).run();

    verify(specs.size(), summary);
    assertThat(summary.missed()).as("situations that never occurred").isEmpty();
    assertThat(summary.unstruck()).as("faults that never struck").isEmpty();
  }

  @Test
  void randomSeedsPass() throws InterruptedException {
    int count = Integer.getInteger("agnost.sim.seeds", RANDOM_RUNS);
    boolean fresh = Boolean.getBoolean("agnost.night");
    long base =
        Long.getLong(
            "agnost.sim.base", fresh ? new Random().nextLong(1L << 50) : FIRST_OF_THE_GATE);
    boolean chosen = fresh || System.getProperty("agnost.sim.base") != null;
    long seconds = Long.getLong("agnost.sim.seconds", chosen ? WHOLE : SECONDS_OF_THE_GATE);
    System.out.printf(
        Locale.ROOT,
        "simulation: %d random seeds, -Dagnost.sim.base=%d -Dagnost.sim.seconds=%d%n",
        count,
        base,
        seconds);
    List<SimulationBatch.RunSpec> specs =
        new ArrayList<>(Seeds.fleets(base, Integer.getInteger("agnost.sim.fleets", FLEETS)));
    specs.addAll(Seeds.longest(base, Integer.getInteger("agnost.sim.longest", LONGEST)));
    specs.addAll(Seeds.mixed(base, count));

    verify(specs.size(), new SimulationBatch(specs, Edits.NONE.chaos(seconds * 1_000)).run());
  }

  private static List<SimulationBatch.RunSpec> kept() throws IOException {
    try (InputStream in = SimulationTest.class.getResourceAsStream("regression-seeds.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(SimulationBatch.RunSpec::parse)
          .toList();
    }
  }

  private static void verify(int runs, SimulationBatch.Summary summary) {
    System.out.println(summary.table());
    assertThat(summary.runs()).as("runs that were made").isEqualTo(runs);
    Outcome failing = summary.firstFailure();
    if (failing != null) {
      fail(Report.of(failing) + "all that failed: " + summary.failing());
    }
  }
}

package dev.agnost.realtime.core.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The real client in thousands of simulated worlds.
 *
 * <p>Every seed is fixed, so that the result depends on the commit alone. These properties run
 * other seeds, and what is printed repeats them. Nothing is left out when time runs short.
 *
 * <ul>
 *   <li>{@code agnost.sim.base}: where the further seeds begin
 *   <li>{@code agnost.sim.seeds}: how many, over all profiles by their shares
 *   <li>{@code agnost.sim.fleets}: how many runs of up to 1,000 clients
 *   <li>{@code agnost.sim.longest}: how many outages of 1 to 30 days
 * </ul>
 */
class SimulationTest {

  private static final int STANDARD_RUNS = 1_500;
  private static final int FURTHER_RUNS = 20_000;
  private static final int FLEETS = 2;
  private static final int LONGEST = 10;
  private static final long FIRST_OF_FURTHER = 30_000_000_001L;

  @Test
  void regressionSeedsPass() throws InterruptedException, IOException {
    List<Campaign.Ticket> tickets = kept();

    verify(tickets.size(), new Campaign(tickets).run());
  }

  @Test
  void standardSeedsPassAndReachEveryGoalAndFault() throws InterruptedException {
    List<Campaign.Ticket> tickets = new ArrayList<>(Seeds.fleets(1, 1)); // takes longest
    tickets.addAll(Seeds.mixed(1, STANDARD_RUNS));

    Campaign.Summary summary = new Campaign(tickets).run();

    verify(tickets.size(), summary);
    assertThat(summary.missed()).as("situations that never occurred").isEmpty();
    assertThat(summary.unstruck()).as("faults that never struck").isEmpty();
  }

  @Test
  void randomSeedsPass() throws InterruptedException {
    int count = Integer.getInteger("agnost.sim.seeds", FURTHER_RUNS);
    long base = Long.getLong("agnost.sim.base", FIRST_OF_FURTHER);
    System.out.println("simulation: " + count + " further seeds, -Dagnost.sim.base=" + base);
    List<Campaign.Ticket> tickets =
        new ArrayList<>(Seeds.fleets(base, Integer.getInteger("agnost.sim.fleets", FLEETS)));
    tickets.addAll(Seeds.longest(base, Integer.getInteger("agnost.sim.longest", LONGEST)));
    tickets.addAll(Seeds.mixed(base, count));

    verify(tickets.size(), new Campaign(tickets).run());
  }

  private static List<Campaign.Ticket> kept() throws IOException {
    try (InputStream in = SimulationTest.class.getResourceAsStream("kept-seeds.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Campaign.Ticket::parse)
          .toList();
    }
  }

  private static void verify(int runs, Campaign.Summary summary) {
    System.out.println(summary.table());
    assertThat(summary.runs()).as("runs that were made").isEqualTo(runs);
    Outcome failing = summary.firstFailure();
    if (failing != null) {
      fail(Report.of(failing) + "all that failed: " + summary.failing());
    }
  }
}

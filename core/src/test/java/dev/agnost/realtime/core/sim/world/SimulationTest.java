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
 * <p>An ordinary run is the same each time. {@code -Dagnost.sim.base=N} and {@code
 * -Dagnost.sim.seeds=N} say where the further seeds begin and how many there are. Nothing is left
 * out when time runs short.
 */
class SimulationTest {

  private static final int STANDARD_RUNS = 1_500;
  private static final int FURTHER_RUNS = 1_000;

  @Test
  void everyKeptSeedIsWell() throws InterruptedException, IOException {
    List<Campaign.Ticket> tickets = kept();

    verify(tickets.size(), new Campaign(tickets).run());
  }

  @Test
  void theStandardSetIsWellAndReachesEveryGoal() throws InterruptedException {
    List<Campaign.Ticket> tickets = new ArrayList<>();
    tickets.add(new Campaign.Ticket(Profile.FLEET, 1)); // takes longest
    tickets.addAll(seeds(1, STANDARD_RUNS));

    Campaign.Summary summary = new Campaign(tickets).run();

    verify(tickets.size(), summary);
    assertThat(summary.missed()).as("situations that never occurred").isEmpty();
  }

  @Test
  void furtherSeedsAreWell() throws InterruptedException {
    int count = Integer.getInteger("agnost.sim.seeds", FURTHER_RUNS);
    long base = Long.getLong("agnost.sim.base", 1L + STANDARD_RUNS);
    System.out.println("simulation: " + count + " further seeds, -Dagnost.sim.base=" + base);

    verify(count, new Campaign(seeds(base, count)).run());
  }

  private static List<Campaign.Ticket> seeds(long base, int count) {
    List<Campaign.Ticket> tickets = new ArrayList<>();
    for (long seed = base; seed < base + count; seed++) {
      tickets.add(new Campaign.Ticket(Profile.of(seed), seed));
    }
    return tickets;
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
      fail(Report.of(failing));
    }
  }
}

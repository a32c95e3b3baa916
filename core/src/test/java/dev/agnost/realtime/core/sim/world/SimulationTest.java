package dev.agnost.realtime.core.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The real client in thousands of simulated worlds.
 *
 * <p>{@code -Dagnost.sim.seeds} says how many fresh seeds, {@code -Dagnost.sim.base} where they
 * begin (by default the day decides), {@code -Dagnost.sim.seconds} when to stop at the latest.
 */
class SimulationTest {

  private static final int STANDARD_RUNS = 1_500;

  @Test
  void everyKeptSeedIsWell() throws InterruptedException, IOException {
    verify(new Campaign(kept(), later(600)).run());
  }

  @Test
  void theStandardSetIsWellAndReachesEveryGoal() throws InterruptedException {
    List<Campaign.Ticket> tickets = seeds(1, STANDARD_RUNS);
    tickets.add(new Campaign.Ticket(Profile.FLEET, 1));

    Campaign.Summary summary = new Campaign(tickets, later(600)).run();

    verify(summary);
    assertThat(summary.missed()).as("situations that never occurred").isEmpty();
  }

  @Test
  void freshSeedsAreWell() throws InterruptedException {
    int count = Integer.getInteger("agnost.sim.seeds", 20_000);
    long day = LocalDate.now(ZoneOffset.UTC).toEpochDay();
    long base = Long.getLong("agnost.sim.base", day * 1_000_000L);
    System.out.println("simulation: " + count + " fresh seeds from " + base);

    verify(
        new Campaign(seeds(base, count), later(Integer.getInteger("agnost.sim.seconds", 60)))
            .run());
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

  private static long later(int seconds) {
    return System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
  }

  private static void verify(Campaign.Summary summary) {
    System.out.println(summary.table());
    Outcome failing = summary.firstFailure();
    if (failing != null) {
      fail(Report.of(failing));
    }
  }
}

package dev.agnost.realtime.core.sim.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every seeded bug is reported by the name of what it breaks: at night. The gate checks that each
 * can still be seeded.
 *
 * <p>{@code -Dagnost.bugs.only=K01,X02} hunts for these only, {@code -Dagnost.bugs.rate=300} runs
 * that many seeds with each bug and prints how many of them report it.
 */
class SeededBugsTest {

  private static final int MOST_SEEDS = Integer.getInteger("agnost.bugs.seeds", 300);

  @Test
  void everySeededBugAppliesToTheSources() {
    assertThat(SeededBugs.all())
        .hasSize(91)
        .allSatisfy(
            bug -> assertThatCode(() -> PatchedCore.sources(bug)).doesNotThrowAnyException());
  }

  @Test
  void everyTestThatReportsASeededBugExists() {
    assertThat(SeededBugs.all().stream().filter(SeededBug::isForTests))
        .allSatisfy(
            bug ->
                assertThat(bug.oracles())
                    .allSatisfy(test -> Hunt.method(test, getClass().getClassLoader())));
  }

  @Test
  @Tag("night")
  void everySeededBugIsReportedByName() throws InterruptedException, ExecutionException {
    List<SeededBug> bugs = SeededBugs.all();
    String only = System.getProperty("agnost.bugs.only", "");
    if (!only.isEmpty()) {
      Set<String> ids = Set.of(only.split(",", -1));
      bugs = bugs.stream().filter(bug -> ids.contains(bug.id())).toList();
    }
    int rate = Integer.getInteger("agnost.bugs.rate", 0);

    List<Hunt.Catch> catches =
        rate > 0
            ? hunt(bugs, rate, Hunt.Until.LAST_SEED)
            : hunt(bugs, MOST_SEEDS, Hunt.Until.FIRST_CATCH);

    List<String> missed =
        catches.stream().filter(each -> each.by() == null).map(Hunt.Catch::line).toList();
    System.out.printf(
        Locale.ROOT,
        "%d of %d seeded bugs caught by name%n",
        bugs.size() - missed.size(),
        bugs.size());
    assertThat(missed).isEmpty();
  }

  private static List<Hunt.Catch> hunt(List<SeededBug> bugs, int seeds, Hunt.Until until)
      throws InterruptedException, ExecutionException {
    System.out.println("bug  by   seeds     rate  first                    what");
    ExecutorService pool =
        Executors.newFixedThreadPool(Integer.getInteger("agnost.bugs.threads", 2));
    try {
      List<Future<Hunt.Catch>> running = new ArrayList<>();
      for (SeededBug bug : bugs) {
        running.add(pool.submit(new Hunt(bug, seeds, until)));
      }
      List<Hunt.Catch> catches = new ArrayList<>();
      for (Future<Hunt.Catch> each : running) {
        catches.add(each.get());
        System.out.println(catches.get(catches.size() - 1).line());
      }
      return catches;
    } finally {
      pool.shutdownNow();
    }
  }
}

package dev.agnost.realtime.core.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.sim.check.Checker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The checker finds nothing wrong with runs of the real client. That is the half of its duty that
 * traces by hand leave out: alarms that are false.
 */
class RecordedRunsTest {

  private static final int RUNS_OF_A_PROFILE = 2;
  private static final Edits SHORT = Edits.NONE.chaos(150_000);

  private static @Nullable List<World> recorded; // only what was recorded without a failure

  @Test
  void runsOfTheRealClientAreFoundToBeWell() {
    assertThat(recorded())
        .allSatisfy(
            world ->
                assertThat(Checker.check(world.trace(), client -> world.apps().get(client).facts()))
                    .as("%s", world.profile())
                    .isEmpty());
  }

  private static List<World> recorded() {
    List<World> known = recorded;
    if (known == null) {
      List<World> runs = new ArrayList<>();
      for (Profile profile : Profile.values()) {
        for (int seed = 1; seed <= RUNS_OF_A_PROFILE && profile != Profile.FLEET; seed++) {
          Outcome unused = Simulation.run(profile, seed, SHORT, runs::add);
        }
      }
      known = List.copyOf(runs);
      recorded = known;
    }
    return known;
  }
}

package dev.agnost.realtime.core.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that fails is made smaller, and what is printed of it repeats it. */
class ShrinkerTest {

  private static final List<Fault> FAULTS = List.copyOf(EnumSet.allOf(Fault.class));

  @ParameterizedTest
  @CsvSource({"MIXED,1", "BLACK_HOLE,2", "SUSPEND,4"})
  void whatIsShrunkIsNoLargerAndFailsInTheSameWay(Profile profile, long first) {
    Outcome failing = firstFrom(profile, first);

    Outcome small = Shrinker.shrink(failing, ShrinkerTest::losesItsConnection, 300_000);

    assertThat(small.trace().size()).isLessThan(failing.trace().size());
    assertThat(losesItsConnection(small)).isTrue();
  }

  @Test
  void runIsRepeatedByItsPrintedEdits() {
    Outcome failing = firstFrom(Profile.MIXED, 1);
    Outcome small = Shrinker.shrink(failing, ShrinkerTest::losesItsConnection, 300_000);

    Outcome repeated =
        Simulation.run(small.profile(), small.seed(), Edits.parse(small.edits().toString()));

    assertThat(repeated.trace().hash()).isEqualTo(small.trace().hash());
  }

  @Test
  void emptyRangeOfChoicesIsNoEdit() {
    assertThat(Edits.NONE.zeroing("server", 0, 0)).hasToString("").isEqualTo(Edits.NONE);
  }

  @Test
  void printedEditsAreReadBackAsTheyWere() {
    SplittableRandom random = new SplittableRandom(10);
    for (int i = 0; i < 2_000; i++) {
      Edits edits = draw(random);

      assertThat(Edits.parse(edits.toString())).isEqualTo(edits);
    }
  }

  private static Edits draw(SplittableRandom random) {
    String[] streams = {"server", "net", "options-3", "ties", "fleet"};
    Edits edits = Edits.NONE;
    for (int changes = random.nextInt(12); changes > 0; changes--) {
      int from = random.nextInt(40);
      int to = from + random.nextInt(3) * random.nextInt(20);
      edits =
          switch (random.nextInt(4)) {
            case 0 -> edits.chaos(random.nextLong(1L << 40));
            case 1 -> edits.without(EnumSet.of(FAULTS.get(random.nextInt(FAULTS.size()))));
            case 2 -> edits.dropping(from, to);
            default -> edits.zeroing(streams[random.nextInt(streams.length)], from, to);
          };
    }
    return edits;
  }

  private static boolean losesItsConnection(Outcome run) {
    return run.trace().records().stream()
        .filter(record -> record.kind() == Kind.EVT_DISCONNECT)
        .anyMatch(record -> record.is("reason", "ping timeout"));
  }

  private static Outcome firstFrom(Profile profile, long seed) {
    Outcome run = Simulation.run(profile, seed);
    return losesItsConnection(run) ? run : firstFrom(profile, seed + 100);
  }
}

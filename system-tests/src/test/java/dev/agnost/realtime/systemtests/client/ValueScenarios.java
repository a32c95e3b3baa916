package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What one client sends is what another receives. */
interface ValueScenarios extends ScenarioContext {

  /** The seed is fixed; for another one: {@code -Dagnost.test.seed=N}. */
  @Test
  default void randomTreesWithBinaryLeavesArriveAsTheyWereSent() {
    long seed = Long.getLong("agnost.test.seed", 20_261_130);
    SplittableRandom random = new SplittableRandom(seed);
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    for (int i = 0; i < 60; i++) {
      Object value = new RandomPayload(random).value(4);

      ann.broadcast("tree", value);

      Object received = bob.messages.next().as(Object.class);
      assertEquals(RandomPayload.text(value), RandomPayload.text(received), () -> "seed " + seed);
    }
  }

  @Test
  default void numbersThatAJavaServerKeepsExactAreExact() {
    RecordingClient ann = connect();
    long[] exact = {0, -1, 1L << 53, -(1L << 53), 4_000_000_000L};

    ann.broadcast("numbers", exact);

    long[] received = ann.messages.next().as(long[].class);
    assertEquals(Arrays.toString(exact), Arrays.toString(received));
  }
}

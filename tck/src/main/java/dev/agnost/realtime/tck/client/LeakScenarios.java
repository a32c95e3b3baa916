package dev.agnost.realtime.tck.client;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a thousand connections leave behind: nothing. */
interface LeakScenarios extends Scene {

  @Test
  default void thousandOpenCloseCyclesLeaveNothingBehind() {
    WatchedClient ann = idle();
    cycle(ann, 200);
    Footprint baseline = Footprint.now();

    cycle(ann, 1000);

    baseline.expectNoGrowth();
  }

  private static void cycle(WatchedClient client, int times) {
    for (int i = 0; i < times; i++) {
      client.open();
      client.closeByHand();
      client.connection.next(2);
      client.states.next(3);
    }
    client.connection.forget();
    client.states.forget();
  }

  @Test
  default void hundredClientsThatWereClosedLeaveNothingBehind() {
    useAndClose(50);
    Footprint baseline = Footprint.now();

    useAndClose(100);

    baseline.expectNoGrowth();
  }

  private void useAndClose(int times) {
    for (int i = 0; i < times; i++) {
      try (WatchedClient ann = new WatchedClient(builder().build())) {
        ann.awaitConnected();
        ann.broadcast("say", i);
        ann.messages.next();
        Patience.done("closeAsync()", ann.client.closeAsync().toCompletableFuture());
      }
    }
  }

  @Test
  default void hundredAttemptsThatFailLeaveNothingBehind() {
    server().rejectUpgrades(503, Map.of());
    failAndClose(50);
    Footprint baseline = Footprint.now();

    failAndClose(100);

    baseline.expectNoGrowth();
  }

  private void failAndClose(int times) {
    for (int i = 0; i < times; i++) {
      try (WatchedClient ann = new WatchedClient(builder().reconnectionDelay(NEVER).build())) {
        ann.connection.next(ConnectionEvent.Failed.class);
        Patience.done("closeAsync()", ann.client.closeAsync().toCompletableFuture());
      }
    }
  }
}

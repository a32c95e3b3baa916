package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttemptRegistryTest {

  private static final int RACES = 2_000;

  private final AttemptRegistry registry = new AttemptRegistry();

  @Test
  void closeEndsWhatIsLiveAndNothingThatHasEnded() {
    AtomicInteger live = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    AttemptRegistry.Attempt gone = ended::incrementAndGet;
    assertThat(registry.add(live::incrementAndGet)).isTrue();
    assertThat(registry.add(gone)).isTrue();
    registry.remove(gone);

    registry.close();
    registry.close();

    assertThat(live).hasValue(1);
    assertThat(ended).hasValue(0);
    assertThat(registry.size()).isZero();
  }

  @Test
  void anAttemptAfterCloseIsEndedAndRefused() {
    registry.close();
    AtomicInteger closed = new AtomicInteger();

    assertThat(registry.add(closed::incrementAndGet)).isFalse();

    assertThat(closed).hasValue(1);
    assertThat(registry.size()).isZero();
  }

  @Test
  void anAttemptThatRacesWithCloseIsEndedOnce() throws Exception {
    for (int race = 0; race < RACES; race++) {
      AttemptRegistry raced = new AttemptRegistry();
      AtomicInteger closed = new AtomicInteger();
      CountDownLatch ready = new CountDownLatch(1);
      Thread closer =
          new Thread(
              () -> {
                ready.countDown();
                raced.close();
              });
      closer.start();
      ready.await();
      raced.add(closed::incrementAndGet);
      closer.join();

      assertThat(closed).as("race %s", race).hasValue(1);
    }
  }
}

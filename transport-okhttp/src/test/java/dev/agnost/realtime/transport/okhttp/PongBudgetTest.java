package dev.agnost.realtime.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class PongBudgetTest {

  private static final int MAX = 1_000;

  private final PongBudget pongs = new PongBudget();

  @Test
  void pingsOfAPeerThatDoesNotReadAreDroppedWithoutDelay() {
    for (int i = 0; i < MAX; i++) {
      assertThat(pongs.admit()).isTrue();
    }
    for (int i = 0; i < 100_000; i++) { // a wait for each would take hours
      assertThat(pongs.admit()).isFalse();
    }

    pongs.written();

    assertThat(pongs.admit()).isTrue();
  }

  @Test
  void aPingWaitsForAPongThatIsBeingWritten() throws Exception {
    for (int i = 0; i < MAX; i++) {
      pongs.admit();
    }
    FutureTask<Boolean> admitted = new FutureTask<>(pongs::admit);
    Thread reader = new Thread(admitted);
    reader.start();
    while (reader.getState() != Thread.State.TIMED_WAITING && reader.isAlive()) {
      Thread.onSpinWait();
    }
    pongs.written();

    assertThat(admitted.get()).isTrue();
  }
}

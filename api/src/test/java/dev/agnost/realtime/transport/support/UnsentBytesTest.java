package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnsentBytesTest {

  private final AtomicInteger drained = new AtomicInteger();
  private final UnsentBytes unsent = new UnsentBytes(100_000, drained::incrementAndGet);

  @Test
  void whatExceedsTheMaximumIsNotCounted() {
    assertThat(unsent.add(60_000)).isTrue();
    assertThat(unsent.add(40_001)).isFalse();
    assertThat(unsent.get()).isEqualTo(60_000);
    assertThat(unsent.add(40_000)).isTrue();
  }

  @Test
  void everyBacklogThatIsWrittenIsReportedOnce() {
    for (int backlog = 1; backlog <= 3; backlog++) {
      for (int i = 0; i < 9; i++) {
        assertThat(unsent.add(10_000)).isTrue();
      }
      for (int i = 0; i < 9; i++) {
        unsent.written(10_000);
      }
      assertThat(drained).hasValue(backlog);
      assertThat(unsent.get()).isZero();
    }
  }

  @Test
  void smallMessagesReportNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(unsent.add(UnsentBytes.LOW_MARK)).isTrue();
      unsent.written(UnsentBytes.LOW_MARK);
    }
    assertThat(drained).hasValue(0);
  }
}

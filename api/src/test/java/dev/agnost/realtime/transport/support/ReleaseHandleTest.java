package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReleaseHandleTest {

  private final ReleaseHandle handle = new ReleaseHandle();
  private final List<String> freed = new ArrayList<>();

  @Test
  void theLatestStageIsFreedOnce() {
    assertThat(handle.set(() -> freed.add("attempt"))).isTrue();
    assertThat(handle.set(() -> freed.add("socket"))).isTrue();

    handle.release();
    handle.release();

    assertThat(freed).containsExactly("socket");
    assertThat(handle.isReleased()).isTrue();
  }

  @Test
  void whatComesAfterTheReleaseIsFreedAtOnce() {
    handle.release();

    assertThat(handle.set(() -> freed.add("attempt"))).isFalse();
    assertThat(handle.set(() -> freed.add("socket"))).isFalse();

    assertThat(freed).containsExactly("attempt", "socket");
  }

  @Test
  void aStageThatRacesWithTheReleaseIsFreedOnce() throws Exception {
    for (int race = 0; race < 2_000; race++) {
      ReleaseHandle raced = new ReleaseHandle();
      AtomicInteger count = new AtomicInteger();
      Thread releasing = new Thread(raced::release);
      releasing.start();
      raced.set(count::incrementAndGet);
      releasing.join();

      assertThat(count).as("race %s", race).hasValue(1);
    }
  }
}

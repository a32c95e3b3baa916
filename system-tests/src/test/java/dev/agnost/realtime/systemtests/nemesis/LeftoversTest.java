package dev.agnost.realtime.systemtests.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeftoversTest {

  @Test
  void aThreadThatStaysIsNamed() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "left-behind-17");
    Leftovers before = Leftovers.now(Set.of());
    thread.start();
    Leftovers after = Leftovers.now(Set.of());
    Leftovers excepting = Leftovers.now(Set.of("left-"));
    over.countDown();
    thread.join();

    assertThat(after.moreThan(before)).contains("1 x thread left-behind-#");
    assertThat(excepting.moreThan(before)).doesNotContain("1 x thread left-behind-#");
  }

  @Test
  void aFewDescriptorsAreNoise() {
    Leftovers before = new Leftovers(Map.of(), 10);

    assertThat(new Leftovers(Map.of(), 14).moreThan(before)).isEmpty();
    assertThat(new Leftovers(Map.of(), 15).moreThan(before)).containsExactly("5 file descriptors");
  }
}

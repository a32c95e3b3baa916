package dev.agnost.realtime.systemtests.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResourceUsageTest {

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
    ResourceUsage before = ResourceUsage.now(Set.of());
    thread.start();
    ResourceUsage after = ResourceUsage.now(Set.of());
    ResourceUsage excepting = ResourceUsage.now(Set.of("left-"));
    over.countDown();
    thread.join();

    assertThat(after.moreThan(before)).contains("1 x thread left-behind-#");
    assertThat(excepting.moreThan(before)).doesNotContain("1 x thread left-behind-#");
  }

  @Test
  void aFewDescriptorsAreNoise() {
    ResourceUsage before = new ResourceUsage(Map.of(), 10);

    assertThat(new ResourceUsage(Map.of(), 14).moreThan(before)).isEmpty();
    assertThat(new ResourceUsage(Map.of(), 15).moreThan(before))
        .containsExactly("5 file descriptors");
  }
}

package dev.agnost.realtime.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.TransportConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JettyEngineTest {

  private static final int BURST = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final JettyEngine engine = JettyEngine.own(TransportConfig.defaults());

  @AfterEach
  void stop() {
    engine.stop();
  }

  /** RES-02. Jetty's pool gives up one thread in each idle time unless told otherwise. */
  @Test
  void threadsOfABurstAreGivenUpTogether() throws Exception {
    QueuedThreadPool threads = (QueuedThreadPool) engine.executor();
    CountDownLatch busy = new CountDownLatch(BURST);
    CountDownLatch over = new CountDownLatch(1);
    for (int i = 0; i < BURST; i++) {
      engine.execute(
          () -> {
            busy.countDown();
            awaitUninterrupted(over);
          });
    }
    assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();

    over.countDown();

    long start = System.nanoTime();
    while (threads.getThreads() > BURST / 4) {
      assertThat(System.nanoTime() - start)
          .as("%s threads are left", threads.getThreads())
          .isLessThan(PATIENCE.toNanos());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}

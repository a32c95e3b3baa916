package dev.agnost.realtime.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LeftoverThreadsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_NANOS = 1_000_000;

  @RepeatedTest(20)
  void threadThatAnotherStartedAtItsEndIsWaitedForAsWell() {
    Thread waiting = Thread.currentThread();
    Thread second = new Thread(() -> awaitJoin(waiting), "agnost-test-second");
    Thread first =
        new Thread(
            () -> {
              awaitJoin(waiting);
              second.start();
            },
            "agnost-test-first");
    first.start();

    assertThat(LeftoverThreads.after(PATIENCE)).isEmpty();
    assertThat(first.isAlive()).isFalse();
    assertThat(second.isAlive()).isFalse();
  }

  @Test
  void threadThatGoesOnIsNamed() {
    Thread stuck = new Thread(LockSupport::park, "agnost-test-stuck");
    stuck.setDaemon(true);
    stuck.start();
    try {
      assertThat(LeftoverThreads.after(Duration.ofMillis(50))).containsExactly(stuck.getName());
    } finally {
      LockSupport.unpark(stuck);
    }
  }

  /**
   * Until the other thread waits for this one, or has given up. That it waits is not enough: a
   * thread that ends leaves its group a moment before it is not alive.
   */
  private static void awaitJoin(Thread other) {
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (!isJoining(other) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean isJoining(Thread other) {
    LockInfo lock = ManagementFactory.getThreadMXBean().getThreadInfo(other.getId()).getLockInfo();
    return lock != null
        && lock.getIdentityHashCode() == System.identityHashCode(Thread.currentThread());
  }
}

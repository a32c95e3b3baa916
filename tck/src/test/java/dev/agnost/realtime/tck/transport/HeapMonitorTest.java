package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What counts as memory in use while other threads go on making garbage. */
@Execution(ExecutionMode.SAME_THREAD)
class HeapMonitorTest {
  private static final long LIMIT = 16 << 20;
  private static final int LOOKS = 20;
  private static final int THREADS = 4;

  @Test
  void garbageThatIsMadeMeanwhileDoesNotCount() throws InterruptedException {
    HeapMonitor heap = new HeapMonitor(LIMIT);
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong made = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < THREADS; number++) {
      Thread thread = new Thread(() -> makeGarbage(over, made), "makes-garbage");
      thread.start();
      threads.add(thread);
    }
    try {
      for (int look = 0; look < LOOKS; look++) {
        heap.check("while garbage is made");
      }
    } finally {
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(made).hasValueGreaterThan(LIMIT);
  }

  private static void makeGarbage(AtomicBoolean over, AtomicLong made) {
    while (!over.get()) {
      made.addAndGet(new byte[16 << 10].length);
    }
  }

  @Test
  void whatIsKeptCounts() {
    HeapMonitor heap = new HeapMonitor(LIMIT);
    byte[] kept = new byte[2 * (int) LIMIT]; // something else may be freed meanwhile

    try {
      assertThatThrownBy(() -> heap.check("with an array in use")).isInstanceOf(Mismatch.class);
    } finally {
      Reference.reachabilityFence(kept);
    }
  }
}

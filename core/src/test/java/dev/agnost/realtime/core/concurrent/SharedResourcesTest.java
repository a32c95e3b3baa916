package dev.agnost.realtime.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Threads that all clients of a process share, and what must not pass between their applications.
 */
class SharedResourcesTest {

  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restore() {
    INHERITED.remove();
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void threadsInheritNothingOfTheThreadThatMadeTheFirstClient() throws Exception {
    INHERITED.set("of a request");
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      Thread.currentThread().setContextClassLoader(application);
      SharedResources resources = SharedResources.acquire();
      try {
        CompletableFuture<List<Object>> due = new CompletableFuture<>();
        Scheduler.Timer unused =
            resources.timers().schedule(Duration.ZERO, () -> due.complete(inherited()));
        List<CompletableFuture<List<Object>>> all = new ArrayList<>(List.of(due));
        for (Executor each : List.of(resources.workers(), resources.suppliers())) {
          all.add(CompletableFuture.supplyAsync(SharedResourcesTest::inherited, each));
        }

        for (CompletableFuture<List<Object>> each : all) {
          assertThat(each.get(30, TimeUnit.SECONDS))
              .containsExactly("nothing", SharedResources.class.getClassLoader());
        }
      } finally {
        resources.release();
      }
    }
  }

  @Test
  void suppliersThatBlockDelayNeitherTimersNorListeners() throws Exception {
    SharedResources resources = SharedResources.acquire();
    CountDownLatch blocked = new CountDownLatch(300);
    CountDownLatch end = new CountDownLatch(1);
    try {
      for (int i = 0; i < 300; i++) {
        resources.suppliers().execute(() -> block(blocked, end));
      }
      assertThat(blocked.await(60, TimeUnit.SECONDS)).as("all suppliers are asked").isTrue();

      CompletableFuture<Void> due = new CompletableFuture<>();
      Scheduler.Timer unused =
          resources.timers().schedule(Duration.ofMillis(1), () -> due.complete(null));
      CompletableFuture<Void> listener = CompletableFuture.runAsync(() -> {}, resources.workers());

      due.get(60, TimeUnit.SECONDS);
      listener.get(60, TimeUnit.SECONDS);
    } finally {
      end.countDown();
      resources.release();
    }
  }

  @Test
  void listenersThatBlockDelayNoTimer() throws Exception {
    SharedResources resources = SharedResources.acquire();
    int most = 256;
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try {
      for (int i = 0; i < most; i++) {
        resources.workers().execute(() -> block(blocked, end));
      }
      CompletableFuture<Void> due = new CompletableFuture<>();
      Scheduler.Timer unused =
          resources.timers().schedule(Duration.ofMillis(1), () -> due.complete(null));

      due.get(60, TimeUnit.SECONDS);

      assertThat(end.getCount()).as("listeners are still blocked").isOne();
    } finally {
      end.countDown();
      resources.release();
    }
  }

  private static void block(CountDownLatch blocked, CountDownLatch end) {
    blocked.countDown();
    try {
      boolean unused = end.await(120, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Object> inherited() {
    String value = INHERITED.get();
    return List.of(
        value == null ? "nothing" : value, Thread.currentThread().getContextClassLoader());
  }
}

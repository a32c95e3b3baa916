package dev.agnost.realtime.tck.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Many runs of the kit side by side, as most of their time is waiting. Each thread is in a group of
 * its own, by which the kit tells the threads of one run from another's.
 */
final class ParallelRuns {

  private ParallelRuns() {}

  /** What the work makes of each, in their order. */
  static <T, R> List<R> map(int threads, List<T> all, Function<T, R> work)
      throws ExecutionException, InterruptedException {
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              String name = "run-" + number.incrementAndGet();
              return new Thread(new ThreadGroup(name), task, name);
            });
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T one : all) {
        futures.add(pool.submit(() -> work.apply(one)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }
}

package dev.agnost.realtime.systemtests.nemesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Has the clients act until it is stopped; each of them on one thread only. */
final class Workload {

  private static final int THREADS = 2;
  private static final long PAUSE_NANOS = Duration.ofMillis(4).toNanos();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<FutureTask<Long>> tasks = new ArrayList<>();
  private volatile boolean stopped;

  Workload(List<NemesisClient> group, SplittableRandom random) {
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      List<NemesisClient> mine =
          group.stream().filter(each -> each.number() % THREADS == first).toList();
      SplittableRandom own = random.split();
      tasks.add(new FutureTask<>(() -> work(mine, own)));
    }
  }

  void start() {
    for (FutureTask<Long> task : tasks) {
      Thread thread = new Thread(task, "tck-nemesis-application");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Returns when no client acts any more.
   *
   * @return how often they acted
   */
  long stop() throws ExecutionException, InterruptedException, TimeoutException {
    stopped = true;
    long steps = 0;
    for (FutureTask<Long> task : tasks) {
      steps += task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    return steps;
  }

  private long work(List<NemesisClient> mine, SplittableRandom random) {
    long steps = 0;
    while (!stopped) {
      mine.get(random.nextInt(mine.size())).act(random);
      steps++;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return steps;
  }
}

package dev.agnost.realtime.examples.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What all clients have received so far, in order; lets a step wait for more. Thread-safe. */
final class Happenings {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final List<Happening> all = new ArrayList<>(); // guarded by lock
  private final Duration patience;

  /**
   * @param patience how long each wait may take
   */
  Happenings(Duration patience) {
    this.patience = patience;
  }

  void add(Happening happening) {
    lock.lock();
    try {
      all.add(happening);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many there are: where a later {@link #await} begins to look. */
  int count() {
    lock.lock();
    try {
      return all.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a happening.
   *
   * @param from the first one that counts, by {@link #count()}
   * @param what it is, for the message if it does not come
   * @throws StepFailedException if it does not come in time, or a client has given up
   */
  void await(int from, String what, Predicate<Happening> wanted) {
    lock.lock();
    try {
      long left = patience.toNanos();
      for (int next = from; ; next++) {
        while (next >= all.size()) {
          if (left <= 0) {
            throw new StepFailedException(
                "waited " + patience.toSeconds() + " s in vain for this: " + what);
          }
          left = added.awaitNanos(left);
        }
        Happening happening = all.get(next);
        if (wanted.test(happening)) {
          return;
        }
        if (happening.kind() == Happening.Kind.GAVE_UP) {
          throw new StepFailedException(happening.who() + " gave up: " + happening.detail());
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StepFailedException("interrupted while waiting for this: " + what);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a future and returns its value.
   *
   * @throws StepFailedException if it fails, or is not done in time
   */
  <T> T await(String what, CompletableFuture<T> future) {
    try {
      return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw new StepFailedException(what + " failed: " + failed.getCause());
    } catch (TimeoutException late) {
      throw new StepFailedException(
          "waited " + patience.toSeconds() + " s in vain for this: " + what);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StepFailedException("interrupted while waiting for this: " + what);
    }
  }
}

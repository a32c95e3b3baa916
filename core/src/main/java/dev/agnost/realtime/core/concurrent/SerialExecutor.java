package dev.agnost.realtime.core.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs the inputs of one client one at a time, in order of arrival, each seeing what the ones
 * before it did. Thread-safe, without locks.
 *
 * <p>The caller that finds it idle drains it on its own thread; after 64 inputs the rest goes to
 * the workers, so that no caller is held up by others.
 */
public final class SerialExecutor {

  private static final int INPUTS_PER_DRAIN = 64;

  private final Queue<Runnable> inputs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger outstanding = new AtomicInteger(); // above 0: a thread drains
  private final int inputsPerDrain;
  private final Executor workers;
  private final Runnable afterDrain;
  private final Consumer<Throwable> broken;

  /**
   * @param workers takes over after a long drain
   * @param afterDrain runs when a drain has ended, outside of the executor
   * @param broken called on this executor when an input threw, which is a bug
   */
  public SerialExecutor(Executor workers, Runnable afterDrain, Consumer<Throwable> broken) {
    this(INPUTS_PER_DRAIN, workers, afterDrain, broken);
  }

  /** As above, with another number of inputs in a drain than 64. */
  public SerialExecutor(
      int inputsPerDrain, Executor workers, Runnable afterDrain, Consumer<Throwable> broken) {
    this.inputsPerDrain = inputsPerDrain;
    this.workers = workers;
    this.afterDrain = afterDrain;
    this.broken = broken;
  }

  /** Has {@code input} run after all that came before, here or on another thread. */
  public void submit(Runnable input) {
    inputs.add(input);
    if (outstanding.getAndIncrement() == 0) {
      drain();
    }
  }

  private void drain() {
    int done = 0;
    do {
      run(inputs.remove());
      done++;
      if (done == inputsPerDrain && outstanding.get() > 1) {
        done = 0;
        if (handOver()) {
          afterDrain.run();
          return;
        }
      }
    } while (outstanding.decrementAndGet() != 0);
    afterDrain.run();
  }

  private boolean handOver() {
    try {
      workers.execute(
          () -> {
            if (outstanding.decrementAndGet() != 0) { // the input before the hand-over is done
              drain();
            }
          });
      return true;
    } catch (RejectedExecutionException full) {
      return false; // ignored: this thread goes on draining, later than it should but completely
    }
  }

  private void run(Runnable input) {
    try {
      input.run();
    } catch (Throwable thrown) { // a bug must not leave the executor stuck
      broken.accept(thrown);
    }
  }
}

package dev.agnost.realtime.core;

import java.util.List;
import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs small concurrent programs in many different interleavings, which Lincheck chooses: so many
 * as the system property {@code agnost.interleavings} says, or {@value #USUAL}.
 */
public final class Interleavings {

  private static final int USUAL = 1_000;
  private static final int EACH = Integer.getInteger("agnost.interleavings", USUAL);

  private Interleavings() {}

  /**
   * Fails if the program has another outcome than these in one of the interleavings.
   *
   * @param program starts from scratch each time, and is deterministic but for its threads; it uses
   *     little of libraries, since Lincheck steers that too, and no long loops, which it takes for
   *     endless ones
   */
  public static void check(Supplier<String> program, String... outcomes) {
    Lincheck.runConcurrentTest(
        EACH,
        () -> {
          String outcome = program.get();
          if (!List.of(outcomes).contains(outcome)) {
            throw new AssertionError("unexpected outcome: " + outcome);
          }
        });
  }

  /** In a program: runs these on a thread each and returns when all are done. */
  public static void inParallel(Runnable... tasks) {
    int[] failed = new int[1];
    Thread[] threads = new Thread[tasks.length];
    for (int i = 0; i < tasks.length; i++) {
      threads[i] = new Thread(tasks[i]);
      threads[i].setUncaughtExceptionHandler((thread, thrown) -> failed[0]++);
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    if (failed[0] > 0) {
      throw new AssertionError("a thread has thrown");
    }
  }

  /** In a program: waits for a thread. */
  public static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Leaves the tests out, loudly, on a JDK whose threads Lincheck cannot steer: there it finds not
   * even an update that is lost, and that nothing was found would say nothing.
   */
  public static void assumeThatTheyAreSeen() {
    boolean seen = Seen.LOST_UPDATE;
    if (!seen) {
      System.err.printf(
          "%n*** SKIPPED: Lincheck cannot steer the threads of Java %s; use 17.%n%n",
          Runtime.version());
    }
    Assumptions.assumeTrue(seen, "Lincheck cannot steer the threads of this JDK");
  }

  private static final class Seen {
    static final boolean LOST_UPDATE = findsALostUpdate();

    private static boolean findsALostUpdate() {
      try {
        Lincheck.runConcurrentTest(USUAL, Seen::loseAnUpdate);
        return false;
      } catch (AssertionError found) {
        return true; // ignored: it is what the program is for
      }
    }

    private static void loseAnUpdate() {
      int[] counter = new int[1];
      Runnable increment = () -> counter[0]++;
      inParallel(increment, increment);
      if (counter[0] != 2) {
        throw new AssertionError("an update is lost");
      }
    }
  }
}

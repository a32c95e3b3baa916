package dev.agnost.realtime.examples.quickstart;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints what happens, each line with the time since the start. Thread-safe. */
final class Narrator {

  private final PrintWriter out;
  private final long start = System.nanoTime();
  private final AtomicInteger steps = new AtomicInteger();

  /**
   * @param out borrowed; flushed after each line, not closed
   */
  Narrator(PrintWriter out) {
    this.out = out;
  }

  /** A heading. */
  void step(String title) {
    print(String.format(Locale.ROOT, "%n%d. %s", steps.incrementAndGet(), title));
  }

  /** What a client received or did. */
  void tell(String who, String what) {
    double seconds = (System.nanoTime() - start) / 1e9;
    print(String.format(Locale.ROOT, "%8.3f s  %-4s %s", seconds, who, what));
  }

  /** A line without time. */
  void print(String line) {
    out.println(line);
    out.flush();
  }
}

package dev.agnost.realtime.tck.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opentest4j.AssertionFailedError;

/** Runs the trials, breaks off one that hangs, and keeps what was measured. */
final class EnduranceReport {

  /** One trial. Its result is what was measured, in a sentence. */
  interface Trial {
    String run(Bench bench);
  }

  private static final Duration HOPELESS = Duration.ofMinutes(10);

  private final List<String> lines = new ArrayList<>();

  void run(String rule, TckRun run, Trial trial) {
    long start = System.nanoTime();
    Bench bench = new Bench(run, rule);
    AtomicBoolean hung = new AtomicBoolean();
    ScheduledFuture<?> guard = guard(run, bench, hung, Thread.currentThread());
    try {
      String measured = trial.run(bench);
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      lines.add("| " + rule + " | " + measured + " | " + seconds + " s |");
    } catch (AssertionError | RuntimeException e) {
      String hangs = hung.get() ? " (broken off after " + HOPELESS.toMinutes() + " min)" : "";
      throw new AssertionFailedError(
          rule + " " + e.getMessage() + hangs + "\n  peer log:\n" + bench.log().text(), e);
    } finally {
      guard.cancel(false);
      bench.close();
    }
  }

  private static ScheduledFuture<?> guard(
      TckRun run, Bench bench, AtomicBoolean hung, Thread tester) {
    return run.watchdog()
        .schedule(
            () -> {
              hung.set(true);
              bench.close();
              tester.interrupt();
            },
            HOPELESS.toSeconds(),
            TimeUnit.SECONDS);
  }

  /** Writes {@code target/endurance/<name>.md} and says the same on standard output. */
  void write(String name) {
    String text =
        "# Endurance: "
            + name
            + "\n\n| | measured | took |\n|---|---|---|\n"
            + String.join("\n", lines);
    Path folder = Path.of("target", "endurance");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".md"), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the endurance report of " + name, e);
    }
    System.out.println(text);
  }
}

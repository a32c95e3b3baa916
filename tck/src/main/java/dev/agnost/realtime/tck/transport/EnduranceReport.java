package dev.agnost.realtime.tck.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.opentest4j.AssertionFailedError;

/** Runs the trials, breaks off one that hangs, and keeps what was measured. */
final class EnduranceReport {

  /** One trial. Its result is what was measured, in a sentence. */
  interface Trial {
    String run(TransportFixture fixture);
  }

  private static final Duration HOPELESS = Duration.ofMinutes(10);

  private final List<String> lines = new ArrayList<>();

  void run(String rule, TckRun run, Trial trial) {
    long start = System.nanoTime();
    TransportFixture fixture = new TransportFixture(run, rule);
    AtomicReference<String> measured = new AtomicReference<>("");
    try {
      TestThread.run(fixture, HOPELESS, () -> measured.set(trial.run(fixture)));
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      lines.add("| " + rule + " | " + measured + " | " + seconds + " s |");
    } catch (Throwable e) { // whatever ended the trial is worded here
      throw new AssertionFailedError(
          rule + " " + e.getMessage() + "\n  peer log:\n" + fixture.log().text(), e);
    } finally {
      fixture.close();
    }
  }

  /** Writes {@code target/endurance/<name>.md} and prints the same on standard output. */
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

package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.systemtests.nemesis.Fate.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What was counted on the way. By one thread. */
final class Figures {

  private final String transport;
  private final Duration cpuBefore = cpu();
  private final List<String> rows = new ArrayList<>();

  Figures(String transport, long seed, Duration time) {
    this.transport = transport;
    row("seed", seed);
    row("seconds of faults", time.toSeconds());
  }

  void struck(Map<Fault, Integer> struck, long steps) {
    new TreeMap<>(struck).forEach((fault, times) -> row(fault.name(), times));
    row("steps of applications", steps);
  }

  void recovered(Duration connected, Duration joined) {
    row("ms from the last fault until all were connected", connected.toMillis());
    row("ms from then until all were in their channels", joined.toMillis());
  }

  void looked(int looks) {
    row("looks for blocking calls", looks);
  }

  void told(List<Story> stories, int posted) {
    row("connections", calls(stories, told -> told instanceof Told.Connected));
    row("losses", calls(stories, told -> told instanceof Told.Lost));
    row("automatic attempts", calls(stories, told -> told instanceof Told.Attempt));
    row("failed attempts", calls(stories, told -> told instanceof Told.Failed));
    row("closed by hand", calls(stories, told -> told instanceof Told.ClosedByHand));
    for (Outcome outcome : Outcome.values()) {
      row(
          "messages " + outcome,
          stories.stream()
              .flatMap(story -> story.fates().stream())
              .filter(fate -> fate.outcome() == outcome)
              .count());
    }
    row("messages that the server received", posted);
    row("messages heard", calls(stories, told -> told instanceof Told.Heard));
    row("CPU seconds of this process", cpu().minus(cpuBefore).toSeconds());
  }

  private static long calls(List<Story> stories, Predicate<Told> which) {
    return stories.stream()
        .flatMap(story -> story.calls().stream())
        .filter(call -> which.test(call.told()))
        .count();
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void row(String what, Object figure) {
    rows.add("| " + what + " | " + figure + " |");
  }

  /** Writes {@code target/nemesis/<transport>.md} and says the same on standard output. */
  void write() {
    String text = "# Nemesis: " + transport + "\n\n| | |\n|---|---|\n" + String.join("\n", rows);
    Path folder = Path.of("target", "nemesis");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(transport + ".md"), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the figures of " + transport, e);
    }
    System.out.println(text);
  }
}

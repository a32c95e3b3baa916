package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.systemtests.nemesis.SendResult.Outcome;
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
final class NemesisReport {

  private final String transport;
  private final Duration cpuBefore = cpu();
  private final List<String> rows = new ArrayList<>();

  NemesisReport(String transport, long seed, Duration time) {
    this.transport = transport;
    row("seed", seed);
    row("seconds of faults", time.toSeconds());
  }

  void injected(Map<Fault, Integer> injected, long steps) {
    new TreeMap<>(injected).forEach((fault, times) -> row(fault.name(), times));
    row("steps of applications", steps);
  }

  void recovered(Duration connected, Duration joined) {
    row("ms from the last fault until all were connected", connected.toMillis());
    row("ms from then until all were in their channels", joined.toMillis());
  }

  void sampled(int samples) {
    row("samples for blocking calls", samples);
  }

  void event(List<ClientHistory> histories, int received) {
    row("connections", calls(histories, event -> event instanceof ListenerEvent.Connected));
    row("losses", calls(histories, event -> event instanceof ListenerEvent.Lost));
    row("automatic attempts", calls(histories, event -> event instanceof ListenerEvent.Attempt));
    row("failed attempts", calls(histories, event -> event instanceof ListenerEvent.Failed));
    row(
        "closed by the application",
        calls(histories, event -> event instanceof ListenerEvent.ClosedByApplication));
    for (Outcome outcome : Outcome.values()) {
      row(
          "messages " + outcome,
          histories.stream()
              .flatMap(history -> history.results().stream())
              .filter(result -> result.outcome() == outcome)
              .count());
    }
    row("messages that the server received", received);
    row(
        "messages delivered",
        calls(histories, event -> event instanceof ListenerEvent.MessageReceived));
    row("CPU seconds of this process", cpu().minus(cpuBefore).toSeconds());
  }

  private static long calls(List<ClientHistory> histories, Predicate<ListenerEvent> which) {
    return histories.stream()
        .flatMap(history -> history.calls().stream())
        .filter(call -> which.test(call.event()))
        .count();
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void row(String what, Object figure) {
    rows.add("| " + what + " | " + figure + " |");
  }

  /** Writes {@code target/nemesis/<transport>.md} and prints it. */
  void write() {
    String text = "# Nemesis: " + transport + "\n\n| | |\n|---|---|\n" + String.join("\n", rows);
    Path folder = Path.of("target", "nemesis");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(transport + ".md"), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the report of " + transport, e);
    }
    System.out.println(text);
  }
}

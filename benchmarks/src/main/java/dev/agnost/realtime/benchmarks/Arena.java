package dev.agnost.realtime.benchmarks;

import dev.agnost.realtime.benchmarks.server.LoadServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A load server, against which contestants run one at a time. */
final class Arena implements AutoCloseable {

  private static final String RESULT = "RESULT ";
  private static final int CONTESTANT_SECONDS = 180;

  private final Child server;
  private final String[] ports;
  private final Optional<NodeContestant> node;

  Arena(Optional<NodeContestant> node) throws IOException {
    this.node = node;
    this.server = Child.java(LoadServer.class, List.of());
    this.ports = server.line().split(" ", -1);
  }

  boolean has(Entry entry) {
    return node.isPresent() || !entry.name().equals(Entry.JAVASCRIPT);
  }

  /** Runs a contestant in a process of its own. */
  void run(Entry entry, Options options, int pass, Results results)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(ports));
    arguments.add(String.valueOf(options.warmMillis()));
    arguments.add(String.valueOf(options.measureMillis()));
    arguments.add(String.join(",", entry.scenarios()));
    if (!entry.name().equals(Entry.JAVASCRIPT)) {
      arguments.add(String.valueOf(options.fleet()));
    }
    try (Child contestant = start(entry, arguments)) {
      contestant.finish(line -> keep(line, entry, pass, results), CONTESTANT_SECONDS);
    } catch (IOException failed) {
      throw new IOException(entry.name() + " failed in pass " + pass, failed);
    }
  }

  private Child start(Entry entry, List<String> arguments) throws IOException {
    if (entry.name().equals(Entry.JAVASCRIPT)) {
      return Child.of(node.orElseThrow().command(arguments));
    }
    arguments.add(0, entry.name());
    return Child.java(ContestantProcess.class, arguments);
  }

  private static void keep(String line, Entry entry, int pass, Results results) {
    if (line.startsWith(RESULT)) {
      String[] words = line.split(" ", -1);
      results.put(entry.name(), words[1], pass, Double.parseDouble(words[2]));
      System.out.printf("%d %-30s %-22s %s%n", pass, entry.name(), words[1], words[2]);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

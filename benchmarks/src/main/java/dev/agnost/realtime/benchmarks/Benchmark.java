package dev.agnost.realtime.benchmarks;

import dev.agnost.realtime.benchmarks.report.Charts;
import dev.agnost.realtime.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Measures all contestants in turn and back, and writes {@code performance.md} and its plots into a
 * folder, the first argument. {@link Options} has the others.
 */
public final class Benchmark {

  private Benchmark() {}

  /** Runs everything, some ten minutes. */
  public static void main(String[] arguments) throws Exception {
    Path docs = Path.of(arguments[0]);
    Options options = Options.parse(List.of(arguments).subList(1, arguments.length));
    Optional<NodeContestant> node =
        NodeContestant.prepare(docs.resolveSibling("target").resolve("benchmark-node"));
    if (node.isEmpty()) {
      System.out.println("*** SKIPPED: the JavaScript client needs Node.js and npm");
    }
    Results results = new Results();
    List<Entry> entries = new ArrayList<>();
    int failures = 0;
    try (Arena arena = new Arena(node)) {
      Entry.all().stream()
          .filter(arena::has)
          .filter(entry -> options.only().matcher(entry.name()).matches())
          .forEach(entries::add);
      List<Entry> turn = new ArrayList<>(entries);
      for (int pass = 1; pass <= options.passes(); pass++) {
        for (Entry entry : turn) {
          try {
            arena.run(entry, options, pass, results);
          } catch (IOException failed) { // the others are worth having
            failed.printStackTrace();
            failures++;
          }
        }
        Collections.reverse(turn);
      }
    }
    List<String> names = entries.stream().map(Entry::name).toList();
    new Report(results, names, options.settings(), node.map(NodeContestant::version)).write(docs);
    new Charts(results, names).write(docs);
    if (failures > 0) {
      throw new IllegalStateException(failures + " contestants failed; their rows have gaps");
    }
  }
}

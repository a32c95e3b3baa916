package dev.agnost.realtime.core.sim.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs many seeds on two threads and sums up what happened in them. Of the runs only the first that
 * fails is kept, since a trace takes up to tens of megabytes.
 */
final class SimulationBatch {

  private static final int THREADS = 2;
  private static final int MOST_NOTED = 50;

  private final List<RunSpec> specs;
  private final Edits edits;
  private final AtomicInteger next = new AtomicInteger();

  /** One run to be made. */
  record RunSpec(Profile profile, long seed) {

    /** Reads {@code PROFILE seed}. */
    static RunSpec parse(String line) {
      String[] parts = line.trim().split("\\s+", -1);
      return new RunSpec(Profile.valueOf(parts[0]), Long.parseLong(parts[1]));
    }
  }

  /** Nothing runs yet. */
  SimulationBatch(List<RunSpec> specs) {
    this(specs, Edits.NONE);
  }

  /** Nothing runs yet. All runs will be changed in the same way. */
  SimulationBatch(List<RunSpec> specs, Edits edits) {
    this.specs = List.copyOf(specs);
    this.edits = edits;
  }

  /** Runs them. */
  Summary run() throws InterruptedException {
    long begin = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Summary>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        workers.add(this::work);
      }
      Summary all = new Summary();
      for (Future<Summary> each : pool.invokeAll(workers)) {
        all.add(each.get());
      }
      all.wallNanos = System.nanoTime() - begin;
      return all;
    } catch (ExecutionException broken) {
      throw new AssertionError("the harness itself failed", broken.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Summary work() {
    Summary summary = new Summary();
    for (int at = next.getAndIncrement(); at < specs.size(); at = next.getAndIncrement()) {
      RunSpec spec = specs.get(at);
      try {
        summary.add(Simulation.run(spec.profile(), spec.seed(), edits), at);
      } catch (RuntimeException | AssertionError bug) {
        throw new AssertionError("in the run " + spec, bug);
      }
    }
    return summary;
  }

  /** What happened in the runs so far. For one thread. */
  static final class Summary {
    private final CoverageCounts coverage = new CoverageCounts();
    private final Map<Profile, Integer> runs = new EnumMap<>(Profile.class);
    private final Map<Profile, Long> virtualNanos = new EnumMap<>(Profile.class);
    private final List<String> failing = new ArrayList<>(); // the first few: profile, seed, breach
    private long records;
    private long wallNanos;
    private int failures;
    private int firstFailureAt = Integer.MAX_VALUE;
    private @Nullable Outcome firstFailure;

    private void add(Outcome outcome, int at) {
      runs.merge(outcome.profile(), 1, Integer::sum);
      coverage.add(outcome.coverage());
      virtualNanos.merge(outcome.profile(), outcome.virtualNanos(), Long::sum);
      records += outcome.trace().size();
      if (!outcome.isWell()) {
        failures++;
        note(outcome.profile() + " " + outcome.seed() + " " + outcome.breaches().get(0));
        if (at < firstFailureAt) {
          firstFailureAt = at;
          firstFailure = outcome;
        }
      }
    }

    private void add(Summary other) {
      coverage.add(other.coverage);
      other.runs.forEach((profile, count) -> runs.merge(profile, count, Integer::sum));
      other.virtualNanos.forEach((profile, nanos) -> virtualNanos.merge(profile, nanos, Long::sum));
      other.failing.forEach(this::note);
      records += other.records;
      failures += other.failures;
      if (other.firstFailureAt < firstFailureAt) {
        firstFailureAt = other.firstFailureAt;
        firstFailure = other.firstFailure;
      }
    }

    private void note(String failure) {
      if (failing.size() < MOST_NOTED) {
        failing.add(failure);
      }
    }

    /** Profile, seed and first breach of the runs that failed; of many only some. */
    List<String> failing() {
      return failing;
    }

    /** The first of the runs that broke something; null if all is well. */
    @Nullable Outcome firstFailure() {
      return firstFailure;
    }

    int runs() {
      return runs.values().stream().mapToInt(Integer::intValue).sum();
    }

    int failures() {
      return failures;
    }

    /** Situations that never occurred. */
    List<Goal> missed() {
      List<Goal> missed = new ArrayList<>();
      for (Goal goal : Goal.values()) {
        if (coverage.count(goal) == 0) {
          missed.add(goal);
        }
      }
      return missed;
    }

    /** Faults that never struck. */
    List<Fault> unstruck() {
      return coverage.faults().entrySet().stream()
          .filter(fault -> fault.getValue() == 0)
          .map(Map.Entry::getKey)
          .toList();
    }

    /** A summary as text. */
    String table() {
      double seconds = Math.max(1e-9, wallNanos / 1e9);
      StringBuilder table = new StringBuilder();
      table.append(
          String.format(
              Locale.ROOT,
              "%d runs, %.1f simulated hours, %d records in %.1f s, %.0f runs per second, %d"
                  + " failed%n",
              runs(),
              hours(virtualNanos.values().stream().mapToLong(Long::longValue).sum()),
              records,
              seconds,
              runs() / seconds,
              failures));
      table.append("runs and hours:");
      runs.forEach(
          (profile, count) ->
              table.append(
                  String.format(
                      Locale.ROOT,
                      " %s=%d/%.1f",
                      profile,
                      count,
                      hours(virtualNanos.getOrDefault(profile, 0L)))));
      table.append("\nfaults: ").append(coverage.faults()).append("\ngoals:");
      for (Goal goal : Goal.values()) {
        table.append(' ').append(goal).append('=').append(coverage.count(goal));
      }
      return table.append('\n').toString();
    }

    private static double hours(long nanos) {
      return nanos / 3.6e12;
    }
  }
}

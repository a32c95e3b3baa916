package dev.agnost.realtime.core.sim.world;

import java.util.EnumSet;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Makes a failing run smaller, as long as it fails in the same way: a shorter chaos, fewer faults,
 * fewer operations, more harmless choices. What is kept never has more records than before.
 */
final class Shrinker {

  private static final int BUDGET = 2_000;
  private static final long MOST_RECORDS = 2_000_000; // of all replays together

  private final Profile profile;
  private final long seed;
  private final Predicate<Outcome> failsAlike;
  private final long mostRecords;
  private Outcome best;
  private int replays;
  private long records;

  private Shrinker(Outcome failing, Predicate<Outcome> failsAlike, long mostRecords) {
    this.profile = failing.profile();
    this.seed = failing.seed();
    this.failsAlike = failsAlike;
    this.mostRecords = mostRecords;
    this.best = failing;
  }

  /** Returns the smallest run found that breaks this invariant. */
  static Outcome shrink(Outcome failing, String invariant) {
    return shrink(failing, outcome -> outcome.breaks(invariant), MOST_RECORDS);
  }

  /**
   * Returns the smallest run found that fails in the same way.
   *
   * @param mostRecords how many records all replays together may have
   */
  static Outcome shrink(Outcome failing, Predicate<Outcome> failsAlike, long mostRecords) {
    Shrinker shrinker = new Shrinker(failing, failsAlike, mostRecords);
    shrinker.shortenChaos();
    shrinker.switchFaultsOff();
    shrinker.dropOperations();
    shrinker.calmChoices();
    shrinker.shortenChaos();
    return shrinker.best;
  }

  private boolean accepts(Edits candidate) {
    if (replays >= BUDGET || records >= mostRecords) {
      return false;
    }
    replays++;
    Outcome outcome = Simulation.run(profile, seed, candidate);
    records += outcome.trace().size();
    if (outcome.trace().size() > best.trace().size() || !failsAlike.test(outcome)) {
      return false;
    }
    best = outcome;
    return true;
  }

  private void shortenChaos() {
    long enough = Math.min(best.chaosMillis(), best.edits().chaosMillis());
    long tooShort = 0;
    while (enough - tooShort > 100) {
      long middle = (enough + tooShort) / 2;
      if (accepts(best.edits().chaos(middle))) {
        enough = middle;
      } else {
        tooShort = middle;
      }
    }
  }

  private void switchFaultsOff() {
    for (Fault fault : profile.faults()) {
      if (!best.edits().isOff(fault)) {
        accepts(best.edits().without(EnumSet.of(fault)));
      }
    }
  }

  private void dropOperations() {
    for (int size = Math.max(1, best.operations() / 2); size >= 1; size /= 2) {
      for (int from = 0; from < best.operations(); from += size) {
        if (!best.edits().drops(from)) {
          accepts(best.edits().dropping(from, from + size));
        }
      }
    }
  }

  private void calmChoices() {
    for (Map.Entry<String, Integer> stream : best.choices().entrySet()) {
      int count = stream.getValue();
      if (accepts(best.edits().zeroing(stream.getKey(), 0, count))) {
        continue;
      }
      int size = Math.max(1, count / 8);
      for (int from = 0; from < count; from += size) {
        accepts(best.edits().zeroing(stream.getKey(), from, Math.min(count, from + size)));
      }
    }
  }
}

package dev.agnost.realtime.core.sim.bugs;

import java.util.List;

/**
 * A mistake in core.
 *
 * @param id K01 to K71 of the list, X01 and on of our own
 * @param oracles the invariants that may report it, the one of the list first; or tests, each as
 *     {@code package.Class.method}
 * @param what the mistake, in a sentence
 * @param profiles in which to look for it
 * @param changes of the sources
 */
record SeededBug(
    String id, List<String> oracles, String what, List<String> profiles, List<Change> changes) {

  SeededBug {
    oracles = List.copyOf(oracles);
    profiles = List.copyOf(profiles);
    changes = List.copyOf(changes);
  }

  /** Whether ordinary tests report it, because no simulated run can. */
  boolean isForTests() {
    return oracles.get(0).indexOf('.') >= 0;
  }

  /** The same without the mistake. */
  SeededBug without() {
    return new SeededBug(id, oracles, what, profiles, List.of());
  }

  /**
   * Lines of a source that are replaced; how far they are indented does not matter.
   *
   * @param file relative to the package of core
   */
  record Change(String file, String search, String replacement) {

    /**
     * The source with this change.
     *
     * @throws IllegalStateException unless what is searched for occurs exactly once
     */
    String applyTo(String source) {
      int at = source.indexOf(search);
      if (at < 0 || source.indexOf(search, at + 1) >= 0) {
        throw new IllegalStateException(
            "must occur exactly once in " + file + (at < 0 ? ", not never" : "") + ": " + search);
      }
      return source.substring(0, at) + replacement + source.substring(at + search.length());
    }
  }
}

package dev.agnost.realtime.tck.transport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Breaches of the signal rules (T3.1, T3.2, T3.4) that recording listeners saw in any test of a
 * run. They fail the test of the rule that was broken, which runs last, and not the test in which
 * they happened to be seen. Thread-safe.
 */
final class SignalViolations {

  private static final int KEPT = 5;

  private final Map<String, List<String>> byRule = new LinkedHashMap<>(); // guarded by this
  private final Set<String> reported = new HashSet<>(); // guarded by this

  synchronized void add(String rule, String seenIn, String what) {
    List<String> seen = byRule.computeIfAbsent(rule, r -> new ArrayList<>());
    if (seen.size() < KEPT) {
      seen.add(what + " (seen in the test of " + seenIn + ")");
    }
  }

  /** How often the rule was broken so far, up to a few. */
  synchronized int count(String rule) {
    return byRule.getOrDefault(rule, List.of()).size();
  }

  /** Fails if the rule was broken anywhere, and forgets it. */
  synchronized void check(String rule, String expected) {
    List<String> seen = byRule.remove(rule);
    if (seen != null) {
      reported.add(rule);
    }
    Mismatch.unless(seen == null, expected, seen == null ? "" : String.join("; ", seen));
  }

  /** Breaches of rules for which no test has failed. */
  synchronized Map<String, List<String>> unreported() {
    Map<String, List<String>> rest = new LinkedHashMap<>(byRule);
    rest.keySet().removeAll(reported);
    return rest;
  }
}

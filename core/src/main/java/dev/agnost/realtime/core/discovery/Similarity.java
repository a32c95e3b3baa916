package dev.agnost.realtime.core.discovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses which name was meant. */
final class Similarity {

  private Similarity() {}

  /** The closest of these names, if it is close at all: at most a third of it differs. */
  static Optional<String> closest(String wanted, List<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(wanted, name)))
        .filter(name -> distance(wanted, name) <= Math.max(1, name.length() / 3));
  }

  /** Levenshtein's distance. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}

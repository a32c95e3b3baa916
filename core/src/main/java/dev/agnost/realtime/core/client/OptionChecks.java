package dev.agnost.realtime.core.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the mistakes of a configuration, so that the user sees all of them at once. */
final class OptionChecks {

  /** Beyond this a duration cannot be counted in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final List<String> problems = new ArrayList<>();

  void problem(String sentence) {
    problems.add(sentence);
  }

  void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      problem(name + " must be positive: " + value);
    } else {
      bounded(name, value);
    }
  }

  void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      problem(name + " must not be negative: " + value);
    } else {
      bounded(name, value);
    }
  }

  void atLeastOne(String name, long value) {
    if (value < 1) {
      problem(name + " must be at least 1: " + value);
    }
  }

  /** A secret that must be there; its value is not repeated. */
  void present(String name, @Nullable String value, String how) {
    if (value == null || value.isBlank()) {
      problem("the " + name + " is blank; " + how);
    }
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  private void bounded(String name, Duration value) {
    if (value.compareTo(LONGEST) > 0) {
      problem(name + " must be at most 100 years: " + value);
    }
  }
}

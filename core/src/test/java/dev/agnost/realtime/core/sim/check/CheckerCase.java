package dev.agnost.realtime.core.sim.check;

/**
 * A constructed trace and the expected result of the checker.
 *
 * @param invariant which one it is about
 * @param holds whether it holds: the near miss that is legal
 * @param what the trace shows, in a few words
 * @param script the trace
 * @param facts of its run
 */
record CheckerCase(
    String invariant, boolean holds, String what, TraceBuilder script, RunFacts facts) {

  /** The facts of a trace that stops in the middle. */
  static final RunFacts MIDDLE = RunFacts.STANDARD.without(RunFacts.Trait.ENDS_CLOSED);

  static CheckerCase breaks(String invariant, String what, TraceBuilder script) {
    return breaks(invariant, what, script, MIDDLE);
  }

  static CheckerCase breaks(String invariant, String what, TraceBuilder script, RunFacts facts) {
    return new CheckerCase(invariant, false, what, script, facts);
  }

  static CheckerCase keeps(String invariant, String what, TraceBuilder script) {
    return keeps(invariant, what, script, MIDDLE);
  }

  static CheckerCase keeps(String invariant, String what, TraceBuilder script, RunFacts facts) {
    return new CheckerCase(invariant, true, what, script, facts);
  }

  @Override
  public String toString() {
    return invariant + (holds ? " holds: " : " is broken: ") + what;
  }
}

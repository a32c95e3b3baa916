package dev.agnost.realtime.tck.transport;

/** What became of one test; later ones weigh more when a rule has several. */
enum Outcome {
  /** Passed. */
  PASSED("passed"),
  /** An option that the provider does not declare. */
  NOT_APPLICABLE("not applicable"),
  /** A capability that the provider does not declare. */
  NOT_OFFERED("not offered"),
  /** Left out by {@link TckSettings#waive}. */
  WAIVED("waived"),
  /** Advice that the transport does not follow. */
  ADVICE_NOT_FOLLOWED("advice not followed"),
  /** Failed. */
  FAILED("failed");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

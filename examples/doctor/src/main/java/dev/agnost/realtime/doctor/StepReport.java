package dev.agnost.realtime.doctor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one step.
 *
 * @param took how long the step took; zero if it was skipped
 * @param detail what was found, in one line; may be empty
 * @param diagnosis what failed; null unless the status is {@code FAILED}
 */
record StepReport(
    Step step, Status status, Duration took, String detail, @Nullable Diagnosis diagnosis) {

  /** What became of the step. */
  enum Status {
    OK,
    SKIPPED,
    FAILED
  }

  static StepReport ok(Step step, Duration took, String detail) {
    return new StepReport(step, Status.OK, took, detail, null);
  }

  static StepReport skipped(Step step, String detail) {
    return new StepReport(step, Status.SKIPPED, Duration.ZERO, detail, null);
  }

  static StepReport failed(Step step, Duration took, String detail, Diagnosis diagnosis) {
    return new StepReport(step, Status.FAILED, took, detail, diagnosis);
  }

  boolean failed() {
    return status == Status.FAILED;
  }
}

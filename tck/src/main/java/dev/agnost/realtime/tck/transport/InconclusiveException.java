package dev.agnost.realtime.tck.transport;

import org.opentest4j.TestAbortedException;

/** Ends a test that neither passed nor failed; JUnit shows it as skipped. */
final class InconclusiveException extends TestAbortedException {

  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final String remark;

  InconclusiveException(Outcome outcome, String remark) {
    super(outcome.label() + ": " + remark);
    this.outcome = outcome;
    this.remark = remark;
  }

  Outcome outcome() {
    return outcome;
  }

  String remark() {
    return remark;
  }
}

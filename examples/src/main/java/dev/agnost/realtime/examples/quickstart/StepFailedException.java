package dev.agnost.realtime.examples.quickstart;

/** A step of the demo did not come to its end. */
final class StepFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StepFailedException(String message) {
    super(message);
  }
}

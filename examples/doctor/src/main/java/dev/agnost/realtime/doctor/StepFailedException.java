package dev.agnost.realtime.doctor;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.net.SocketTimeoutException;

/** A step failed; the examination ends with it. */
final class StepFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Diagnosis diagnosis;
  private final String detail;

  /**
   * @param detail what was found before the failure, in one line; may be empty
   */
  StepFailedException(Diagnosis diagnosis, String detail) {
    super(diagnosis.code() + " " + diagnosis.came());
    this.diagnosis = diagnosis;
    this.detail = detail;
  }

  /** Classifies a failure of a socket as the transports do. */
  static StepFailedException of(Exception failure) {
    TransportException classified = TransportFailures.classify(failure);
    return new StepFailedException(
        Diagnosis.of(code(classified.kind()), null, String.valueOf(classified.getMessage())), "");
  }

  static StepFailedException silent(SocketTimeoutException failure) {
    return new StepFailedException(
        Diagnosis.of("AGN-206", null, "no answer in time: " + failure.getMessage()), "");
  }

  private static String code(TransportException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> "AGN-201";
      case TLS -> "AGN-202";
      case PROXY -> "AGN-203";
      case REJECTED -> "AGN-204";
      case PROTOCOL, MESSAGE_TOO_LARGE -> "AGN-205";
      case LOST, ABORTED -> "AGN-207";
      case RESOURCE, OVERFLOW -> "AGN-211";
      case LISTENER, LIBRARY -> "AGN-213";
    };
  }

  Diagnosis diagnosis() {
    return diagnosis;
  }

  String detail() {
    return detail;
  }

  StepFailedException advising(String first) {
    return new StepFailedException(diagnosis.advising(first), detail);
  }

  StepFailedException withDetail(String found) {
    return new StepFailedException(diagnosis, found);
  }
}

package dev.agnost.realtime.systemtests.nemesis;

/**
 * The outcome of one message as its sender sees it.
 *
 * @param id the message
 * @param outcome the last outcome
 * @param times how many outcomes were reported
 */
record SendResult(MessageId id, Outcome outcome, int times) {

  enum Outcome {
    /** Nothing until now. */
    OPEN,
    /** Handed to the connection. */
    SENT,
    /** Reported as not sent. */
    DROPPED,
    /** Cancelled by the application before it was handed over. */
    CANCELLED
  }
}

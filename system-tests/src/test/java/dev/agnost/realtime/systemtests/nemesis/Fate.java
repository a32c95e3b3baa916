package dev.agnost.realtime.systemtests.nemesis;

/**
 * What the sender was told of one message.
 *
 * @param letter the message
 * @param outcome the last word
 * @param times how many outcomes it was told
 */
record Fate(Letter letter, Outcome outcome, int times) {

  enum Outcome {
    /** Nothing until now. */
    OPEN,
    /** Handed to the connection. */
    HANDED,
    /** Reported as not sent. */
    DROPPED,
    /** Cancelled by the application before it was handed over. */
    CANCELLED
  }
}

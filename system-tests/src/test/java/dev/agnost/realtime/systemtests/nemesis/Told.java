package dev.agnost.realtime.systemtests.nemesis;

/** What a listener was told. */
sealed interface Told {

  /** onConnect. */
  record Connected() implements Told {}

  /** onDisconnect. */
  record Lost() implements Told {}

  /**
   * onReconnectAttempt.
   *
   * @param number as it was told
   */
  record Attempt(long number) implements Told {}

  /** onStateChange, to CLOSED: the application has closed the connection. */
  record ClosedByHand() implements Told {}

  /** onError. */
  record Failed() implements Told {}

  /** A message of the crew. */
  record Heard(Letter letter) implements Told {}
}

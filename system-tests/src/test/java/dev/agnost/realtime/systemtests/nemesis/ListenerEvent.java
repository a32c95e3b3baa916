package dev.agnost.realtime.systemtests.nemesis;

/** An event that a listener was called for. */
sealed interface ListenerEvent {

  /** onConnect. */
  record Connected() implements ListenerEvent {}

  /** onDisconnect. */
  record Lost() implements ListenerEvent {}

  /**
   * onReconnectAttempt.
   *
   * @param number as reported
   */
  record Attempt(long number) implements ListenerEvent {}

  /** onStateChange, to CLOSED: the application has closed the connection. */
  record ClosedByApplication() implements ListenerEvent {}

  /** onError. */
  record Failed() implements ListenerEvent {}

  /** A numbered message. */
  record MessageReceived(MessageId id) implements ListenerEvent {}
}

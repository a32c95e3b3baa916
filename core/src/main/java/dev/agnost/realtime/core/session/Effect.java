package dev.agnost.realtime.core.session;

/**
 * What the shell does for a transition, in the order of the row. Timers are not among them: they
 * follow from the phase.
 */
public enum Effect {
  /** Fetch credentials and connect the transport, as the next generation. */
  OPEN,
  /** Tell {@code onReconnectAttempt}, and let it have its say before {@link #OPEN}. */
  TELL_ATTEMPT,
  /** Ask the transport for messages. */
  REQUEST_DEMAND,
  /** Take over the intervals of the open packet and send CONNECT. */
  SEND_AUTH,
  /** Ask for another session token and send CONNECT once more. */
  REFRESH_AUTH,
  /** Answer a ping. */
  SEND_PONG,
  /** Send DISCONNECT and a close frame. */
  SEND_BYE,
  /** Close the WebSocket, and abort it if the peer does not answer in time. */
  CLOSE_TRANSPORT,
  /** Close the WebSocket with 1002, and abort it if the peer does not answer in time. */
  CLOSE_BROKEN,
  /** Abort the connection or the attempt. */
  ABORT,
  /** Send the profile and the joins. */
  RESTORE,
  /** Publish the socket id and tell {@code onConnect}. */
  TELL_CONNECTED,
  /** Deliver what came before the CONNECT reply. */
  DELIVER_EARLY,
  /** Write what waits in the queue. */
  FLUSH,
  /** Tell {@code onDisconnect}. */
  TELL_DISCONNECTED,
  /** Tell {@code onError}. */
  TELL_ERROR,
  /** Keep an event until the CONNECT reply. */
  KEEP_EARLY,
  /** Deliver an event. */
  DELIVER,
  /** Fail all that waits in the queue. */
  FAIL_QUEUE,
  /** Give back everything that the client created. */
  RELEASE,
  /** Refuse the call because the client is closed. */
  REJECT,
  /** Count a signal that came too late to matter. */
  COUNT_STALE
}

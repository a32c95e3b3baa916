package dev.agnost.realtime.core.session;

/** What happens to a message that is sent. */
public enum Sending {
  /** It is written to the connection, behind those that already wait. */
  WRITE,
  /** It waits for a connection, unless messages are not buffered. */
  QUEUE,
  /** Its future fails: the session is closed or has stopped trying. */
  REFUSE
}

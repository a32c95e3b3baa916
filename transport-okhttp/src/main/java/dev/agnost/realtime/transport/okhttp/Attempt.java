package dev.agnost.realtime.transport.okhttp;

/** A WebSocket or an HTTP exchange, as the transport that closes sees it. */
interface Attempt {

  /** Ends it with {@code ABORTED}. */
  void transportClosed();
}

package dev.agnost.realtime.testserver;

/** What a client sends on its WebSocket: whole messages and control frames. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
sealed interface Incoming {

  record Text(String text) implements Incoming {}

  record Binary(byte[] bytes) implements Incoming {}

  record Ping(byte[] payload) implements Incoming {}

  record Pong() implements Incoming {}

  /** A close frame; the payload is empty or begins with the status. */
  record Close(byte[] payload) implements Incoming {}
}

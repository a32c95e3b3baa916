package dev.agnost.realtime;

/** Somebody in a channel. Immutable. */
public interface Member {

  /** The Socket.IO id of that client's connection; a new one after each reconnect. */
  String id();

  /** What that client gave to {@code updateProfile}; absent until it has. */
  Payload profile();
}

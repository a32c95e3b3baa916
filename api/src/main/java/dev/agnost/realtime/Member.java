package dev.agnost.realtime;

/** A member of a channel. Immutable; implemented by the SDK only. */
public interface Member {

  /** The Socket.IO id of that client's connection; a new one after each reconnect. */
  String id();

  /** What that client gave to {@code updateProfile}; absent until it has. */
  Payload profile();
}

package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/** A message from a channel or a broadcast. Immutable; may be kept. */
public interface Message extends Payload {

  /** The channel it was sent to; {@code null} for a broadcast. */
  @Nullable String channel();

  /** The event name. */
  String event();
}

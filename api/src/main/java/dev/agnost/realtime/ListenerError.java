package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/**
 * A failure in a listener: it threw, or the payload did not fit the type that it is bound to.
 * Immutable; implemented by the SDK only.
 */
public interface ListenerError {

  /**
   * Returns what the listener is registered for: the event name, {@code onAny}, or the method that
   * registered it, such as {@code onConnect}.
   */
  String event();

  /** Returns the channel of the message; null for a broadcast and for events of the connection. */
  @Nullable String channel();

  /** Returns the listener or subscriber, as it was given to the SDK. */
  Object listener();

  /**
   * Returns what the listener threw; a {@link PayloadException} (AGN-402) if the payload does not
   * fit the type.
   */
  Throwable cause();
}

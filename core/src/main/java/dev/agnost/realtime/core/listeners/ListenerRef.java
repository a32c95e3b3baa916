package dev.agnost.realtime.core.listeners;

import java.util.Objects;

/**
 * A listener as {@link SlowListenerDetector} tracks it. Equal to itself only.
 *
 * @see SlowListenerDetector#begins
 */
public final class ListenerRef {

  private final String event;
  private final Object listener;

  /**
   * @param event what it listens for
   * @param listener what the user gave
   */
  public ListenerRef(String event, Object listener) {
    this.event = Objects.requireNonNull(event, "event");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /** What it listens for. */
  public String event() {
    return event;
  }

  /** What the user gave. */
  public Object listener() {
    return listener;
  }

  /** Event and class: what the user needs to find it, and nothing of what it was called with. */
  @Override
  public String toString() {
    return event + " (" + listener.getClass().getName() + ")";
  }
}

package dev.agnost.realtime.core.inbound;

import dev.agnost.realtime.core.protocol.Event;

/** Delivers received events to the user's listeners. */
public interface EventSink {

  /** Runs the listeners of an event; called on the callback executor, one event at a time. */
  void deliver(Event event);
}

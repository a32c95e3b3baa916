package dev.agnost.realtime.core.inbound;

import dev.agnost.realtime.core.concurrent.CallbackExecutor;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.protocol.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands received events to the callback executor, in order. On the serial executor only, except for
 * the methods of {@link InboundBuffer}.
 */
public final class EventDelivery implements InboundBuffer {

  private final CallbackExecutor callbacks;
  private final InboundFlowControl flow;
  private final EventSink sink;
  private final SessionEvents events;
  private final List<Event> early = new ArrayList<>(); // before the CONNECT reply

  /**
   * @param sink runs the listeners of an event
   */
  public EventDelivery(
      CallbackExecutor callbacks, InboundFlowControl flow, EventSink sink, SessionEvents events) {
    this.callbacks = callbacks;
    this.flow = flow;
    this.sink = sink;
    this.events = events;
  }

  /** Delivers an event. */
  public void deliver(Event event) {
    flow.handedOn(event.size());
    enqueue(event);
  }

  /** Keeps an event that arrived before the CONNECT reply; it counts as waiting for listeners. */
  public void keepEarly(Event event) {
    flow.handedOn(event.size());
    early.add(event);
  }

  /** Delivers the events that {@link #keepEarly} kept. */
  public void deliverEarly() {
    early.forEach(this::enqueue);
    early.clear();
  }

  /** Discards the events that {@link #keepEarly} kept. */
  public void forgetEarly() {
    early.forEach(event -> flow.consumed(event.size()));
    early.clear();
  }

  private void enqueue(Event event) {
    callbacks.add(
        () -> {
          long begun = events.callbackBegins();
          sink.deliver(event);
          events.callbackEnds(begun);
          flow.consumed(event.size());
        });
  }

  @Override
  public void hold(int bytes) {
    flow.handedOn(bytes);
  }

  @Override
  public void release(int bytes) {
    flow.consumed(bytes);
  }

  @Override
  public void callback(Runnable task) {
    callbacks.add(task);
    callbacks.dispatch();
  }
}

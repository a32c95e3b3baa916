package dev.agnost.realtime.core.listeners;

import dev.agnost.realtime.Registration;
import dev.agnost.realtime.core.observe.SessionEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The listeners of one connection event, in order of registration. On the serial executor only,
 * except for the methods of {@link Slot}.
 *
 * @param <T> the type of the listener
 */
final class ListenerList<T> {

  private final String event;
  private final SlowListenerDetector detector;
  private final SessionEvents events;
  private final List<Slot<T>> slots = new ArrayList<>();

  /**
   * @param detector watches each call
   */
  ListenerList(String event, SlowListenerDetector detector, SessionEvents events) {
    this.event = event;
    this.detector = detector;
    this.events = events;
  }

  /** A slot that is not in the list yet. */
  Slot<T> slot(T listener) {
    return new Slot<>(detector, events, new ListenerRef(event, listener), listener);
  }

  void add(Slot<T> slot) {
    if (!slot.removed.get()) {
      slots.add(slot);
    }
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** The listeners of an event that happens now. */
  List<Slot<T>> snapshot() {
    slots.removeIf(slot -> slot.removed.get());
    return List.copyOf(slots);
  }

  /** One registration. */
  static final class Slot<T> implements Registration {
    private final SlowListenerDetector detector;
    private final SessionEvents events;
    private final ListenerRef user;
    private final T listener;
    private final AtomicBoolean removed = new AtomicBoolean();

    private Slot(
        SlowListenerDetector detector, SessionEvents events, ListenerRef user, T listener) {
      this.detector = detector;
      this.events = events;
      this.user = user;
      this.listener = listener;
    }

    /** Calls the listener unless it was removed. What it throws is reported. Any thread. */
    void call(Consumer<? super T> call) {
      if (removed.get()) {
        return;
      }
      long begun = events.callbackBegins();
      Throwable thrown = detector.call(user, () -> call.accept(listener));
      events.callbackEnds(begun);
      if (thrown != null) {
        detector.errors().report(user, null, thrown, Runnable::run);
      }
    }

    @Override
    public void close() {
      removed.set(true);
    }
  }
}

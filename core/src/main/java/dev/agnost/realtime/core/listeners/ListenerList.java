package dev.agnost.realtime.core.listeners;

import dev.agnost.realtime.Registration;
import dev.agnost.realtime.core.observe.SessionEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The listeners of one connection event, in order of registration. In the mailbox only, but {@link
 * Slot#close()} and {@link Slot#tell} may be called anywhere.
 *
 * @param <T> the type of the listener
 */
public final class ListenerList<T> {

  private final String event;
  private final SlowListenerDetector watch;
  private final List<Slot<T>> slots = new ArrayList<>();

  /**
   * @param watch is told of each call
   */
  public ListenerList(String event, SlowListenerDetector watch) {
    this.event = event;
    this.watch = watch;
  }

  /** A slot that is not in the list yet. */
  public Slot<T> slot(T listener) {
    return new Slot<>(watch, new ListenerRef(event, listener), listener);
  }

  public void add(Slot<T> slot) {
    if (!slot.removed.get()) {
      slots.add(slot);
    }
  }

  public boolean isEmpty() {
    return slots.isEmpty();
  }

  /** Those to tell of something that happens now. */
  public List<Slot<T>> snapshot() {
    slots.removeIf(slot -> slot.removed.get());
    return List.copyOf(slots);
  }

  /** One registration. */
  public static final class Slot<T> implements Registration {
    private final SlowListenerDetector watch;
    private final ListenerRef user;
    private final T listener;
    private final AtomicBoolean removed = new AtomicBoolean();

    private Slot(SlowListenerDetector watch, ListenerRef user, T listener) {
      this.watch = watch;
      this.user = user;
      this.listener = listener;
    }

    /** Calls the listener unless it was removed; what it throws is logged and stops nobody. */
    public void tell(Consumer<? super T> call, SessionEvents journal) {
      if (removed.get()) {
        return;
      }
      long begun = journal.callbackBegins();
      Throwable thrown = watch.call(user, () -> call.accept(listener));
      journal.callbackEnds(begun);
      if (thrown != null) {
        watch.errors().report(user, null, thrown, Runnable::run);
      }
    }

    @Override
    public void close() {
      removed.set(true);
    }
  }
}

package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Registration;
import dev.agnost.realtime.core.listeners.ListenerRef;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of events: catch-all first, then named, each in order of registration. Thread-safe.
 *
 * <p>A listener that is removed while an event is being delivered does not run for it any more; one
 * that is added receives the next event. One that throws does not affect the others.
 *
 * @param <E> what listeners are called with
 */
final class ListenerRegistry<E> {

  private final ConcurrentMap<String, CopyOnWriteArrayList<Entry<E>>> named =
      new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Entry<E>> any = new CopyOnWriteArrayList<>();
  private final SlowListenerDetector watch;
  private final Function<? super E, @Nullable String> channel;

  /**
   * @param watch calls the listeners
   * @param channel of an occurrence, for reports of what a listener throws
   */
  ListenerRegistry(SlowListenerDetector watch, Function<? super E, @Nullable String> channel) {
    this.watch = watch;
    this.channel = channel;
  }

  /** Whether a listener stays registered after the first event. */
  enum Times {
    EVER,
    ONCE
  }

  /**
   * Adds a named listener.
   *
   * @param scope which occurrences concern it
   * @param listener what the user gave, for {@code off} and {@code getListeners}
   * @param call how to call it
   */
  Registration add(
      String event,
      Times times,
      Predicate<? super E> scope,
      Object listener,
      Consumer<? super E> call) {
    Entry<E> entry = entry(event, times, scope, listener, call);
    named.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()).add(entry);
    return () -> remove(event, entry);
  }

  /** Adds a catch-all listener. */
  Registration addAny(Predicate<? super E> scope, Object listener, Consumer<? super E> call) {
    Entry<E> entry = entry("onAny", Times.EVER, scope, listener, call);
    any.add(entry);
    return () -> {
      entry.removed.set(true);
      any.remove(entry);
    };
  }

  private Entry<E> entry(
      String event,
      Times times,
      Predicate<? super E> scope,
      Object listener,
      Consumer<? super E> call) {
    return new Entry<>(new ListenerRef(event, listener), times, scope, call);
  }

  /** Removes the earliest registration of this listener for this event, if there is one. */
  boolean off(String event, Object listener) {
    List<Entry<E>> entries = named.getOrDefault(event, new CopyOnWriteArrayList<>());
    for (Entry<E> entry : entries) {
      if (entry.listener().equals(listener) && entry.removed.compareAndSet(false, true)) {
        entries.remove(entry);
        return true;
      }
    }
    return false;
  }

  /** Removes all listeners of an event. */
  boolean off(String event) {
    boolean some = false;
    for (Entry<E> entry : named.getOrDefault(event, new CopyOnWriteArrayList<>())) {
      some |= remove(event, entry);
    }
    return some;
  }

  /** Removes all named listeners. */
  boolean off() {
    boolean some = false;
    for (String event : named.keySet()) {
      some |= off(event);
    }
    return some;
  }

  /** Removes the earliest registration of this catch-all listener. */
  boolean offAny(Object listener) {
    for (Entry<E> entry : any) {
      if (entry.listener().equals(listener) && entry.removed.compareAndSet(false, true)) {
        any.remove(entry);
        return true;
      }
    }
    return false;
  }

  /** Removes all catch-all listeners. */
  boolean offAny() {
    boolean some = false;
    for (Entry<E> entry : any) {
      some |= entry.removed.compareAndSet(false, true);
      any.remove(entry);
    }
    return some;
  }

  /** The named listeners of an event, as the user gave them. */
  List<Object> listeners(String event) {
    List<Object> listeners = new ArrayList<>();
    for (Entry<E> entry : named.getOrDefault(event, new CopyOnWriteArrayList<>())) {
      if (!entry.removed.get()) {
        listeners.add(entry.listener());
      }
    }
    return List.copyOf(listeners);
  }

  /** Returns whether there is a listener for this event. */
  boolean hears(String event) {
    return !any.isEmpty() || named.containsKey(event);
  }

  /** Calls whoever listens. */
  void deliver(String event, E occurrence) {
    for (Entry<E> entry : any) {
      call(entry, occurrence);
    }
    CopyOnWriteArrayList<Entry<E>> entries = named.get(event);
    if (entries == null) {
      return;
    }
    for (Entry<E> entry : entries) {
      if (entry.times == Times.EVER) {
        call(entry, occurrence);
      } else if (entry.concerns(occurrence)
          && entry.removed.compareAndSet(false, true)) { // removed before it runs
        entries.remove(entry);
        run(entry, occurrence);
      }
    }
  }

  private void call(Entry<E> entry, E occurrence) {
    if (!entry.removed.get() && entry.concerns(occurrence)) {
      run(entry, occurrence);
    }
  }

  private void run(Entry<E> entry, E occurrence) {
    Throwable thrown = watch.call(entry.user, () -> entry.call.accept(occurrence));
    if (thrown != null) {
      watch.errors().report(entry.user, channel.apply(occurrence), thrown, Runnable::run);
    }
  }

  private boolean remove(String event, Entry<E> entry) {
    named.getOrDefault(event, new CopyOnWriteArrayList<>()).remove(entry);
    return entry.removed.compareAndSet(false, true);
  }

  /** One registration; equal to itself only. */
  private static final class Entry<E> {
    private final ListenerRef user;
    private final Times times;
    private final Predicate<? super E> scope;
    private final Consumer<? super E> call;
    private final AtomicBoolean removed = new AtomicBoolean();

    Entry(ListenerRef user, Times times, Predicate<? super E> scope, Consumer<? super E> call) {
      this.user = user;
      this.times = times;
      this.scope = scope;
      this.call = call;
    }

    Object listener() {
      return user.listener();
    }

    boolean concerns(E occurrence) {
      return scope.test(occurrence);
    }
  }
}

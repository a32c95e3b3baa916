package dev.agnost.realtime.tck.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.AssertionFailedError;

/**
 * What listeners heard, in order, taken one by one with a deadline. Filled by any thread, read by
 * the test.
 *
 * @param <E> what is recorded
 */
final class EventLog<E> {
  private final String name;
  private final BlockingQueue<E> waiting = new LinkedBlockingQueue<>();
  private final List<E> taken = new ArrayList<>(); // test thread only

  EventLog(String name) {
    this.name = name;
  }

  void add(E event) {
    waiting.add(event);
  }

  /** The next event. */
  E next() {
    E event = poll(Patience.LIMIT);
    if (event == null) {
      throw new AssertionFailedError(
          "%s: nothing within %s; before that: %s".formatted(name, Patience.LIMIT, taken));
    }
    return event;
  }

  /** The next event, which must be of this type. */
  <T extends E> T next(Class<T> type) {
    E event = next();
    return Assertions.assertInstanceOf(type, event, () -> name + " after " + beforeLast());
  }

  /** The first event of this type that is still to be taken; those before it are skipped. */
  <T extends E> T skipTo(Class<T> type) {
    E event = next();
    while (!type.isInstance(event)) {
      event = next();
    }
    return type.cast(event);
  }

  /** So many events. */
  List<E> next(int count) {
    List<E> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  /** Exactly these events are next. */
  @SafeVarargs
  final void expect(E... events) {
    for (E expected : events) {
      E actual = next();
      Assertions.assertEquals(expected, actual, () -> name + " after " + beforeLast());
    }
  }

  /** Nothing comes within the window that all scenarios share. */
  void expectSilence() {
    expectSilence(Patience.SILENCE);
  }

  /** Nothing comes within a window that the subject of the scenario dictates. */
  void expectSilence(Duration window) {
    E event = poll(window);
    Assertions.assertNull(event, () -> name + ": should be silent after " + beforeLast());
  }

  /** Keeps nothing of what was taken. */
  void forget() {
    taken.clear();
  }

  private @Nullable E poll(Duration wait) {
    try {
      E event = waiting.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (event != null) {
        taken.add(event);
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionFailedError(name + ": interrupted", e);
    }
  }

  private List<E> beforeLast() {
    return taken.subList(0, Math.max(0, taken.size() - 1));
  }
}

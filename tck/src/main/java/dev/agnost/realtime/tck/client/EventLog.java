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
 * What listeners received, in order, taken one by one with a deadline. Filled by any thread, read
 * by the test.
 *
 * @param <E> what is recorded
 */
public final class EventLog<E> {
  private final String name;
  private final BlockingQueue<E> waiting = new LinkedBlockingQueue<>();
  private final List<E> taken = new ArrayList<>(); // test thread only

  public EventLog(String name) {
    this.name = name;
  }

  public void add(E event) {
    waiting.add(event);
  }

  /** The next event. */
  public E next() {
    E event = poll(Timeouts.LIMIT);
    if (event == null) {
      throw new AssertionFailedError(
          "%s: nothing within %s; before that: %s".formatted(name, Timeouts.LIMIT, taken));
    }
    return event;
  }

  /** The next event, which must be of this type. */
  public <T extends E> T next(Class<T> type) {
    E event = next();
    if (!type.isInstance(event)) {
      AssertionFailedError failure =
          new AssertionFailedError(
              "%s: expected %s but was %s; before that: %s"
                  .formatted(name, type.getSimpleName(), event, beforeLast()));
      if (event instanceof ConnectionEvent.Failed failed) {
        failed.error().cause().ifPresent(failure::initCause);
      }
      throw failure;
    }
    return type.cast(event);
  }

  /** The first event of this type that is still to be taken; those before it are skipped. */
  public <T extends E> T skipTo(Class<T> type) {
    E event = next();
    while (!type.isInstance(event)) {
      event = next();
    }
    return type.cast(event);
  }

  /** So many events. */
  public List<E> next(int count) {
    List<E> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  /** Exactly these events are next. */
  @SafeVarargs
  public final void expect(E... events) {
    for (E expected : events) {
      E actual = next();
      Assertions.assertEquals(expected, actual, () -> name + " after " + beforeLast());
    }
  }

  /** Nothing has come; for what would have come before an event that the test has seen since. */
  public void expectNothing() {
    E event = waiting.peek();
    Assertions.assertNull(event, () -> name + ": should be silent after " + taken);
  }

  /** Nothing comes within the window that all scenarios share. */
  public void expectSilence() {
    expectSilence(Timeouts.SILENCE);
  }

  /** Nothing comes within a window that the subject of the scenario dictates. */
  public void expectSilence(Duration window) {
    E event = poll(window);
    Assertions.assertNull(event, () -> name + ": should be silent after " + beforeLast());
  }

  /** Keeps nothing of what was taken. */
  public void forget() {
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

package dev.agnost.realtime.core.sim.world;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and all that is to happen in it, on one thread. Tasks of the same moment run in an
 * order drawn from the seed.
 *
 * <p>The client's process can freeze, as in a suspend or a long pause: its tasks then wait for the
 * end, while the rest of the world goes on.
 */
final class Schedule {

  /** From so many tasks of clients on, an instant is reported. */
  private static final int BUSY = 200;

  /** No instant has so many tasks of clients, whatever arrives: they never end. */
  private static final int ENDLESS = 100_000;

  private final Choices.Stream ties;
  private Task[] heap = new Task[64];
  private int size;
  private long now; // nanoseconds since the beginning
  private long order;
  private long frozenUntil = -1;
  private long frozenSince;
  private @Nullable LongConsumer onWake; // is given how long the client was frozen
  private LongConsumer onBusyInstant = tasks -> {};
  private long inThisInstant; // tasks of clients
  private int depth; // of nested waits

  Schedule(Choices choices) {
    this.ties = choices.stream("ties");
  }

  long now() {
    return now;
  }

  /** At the end of a busy instant, calls this with the number of tasks of clients in it. */
  void onBusyInstant(LongConsumer report) {
    onBusyInstant = report;
  }

  /** The network and the server have something to do. */
  Task world(long delayNanos, Runnable work) {
    return add(now + delayNanos, work, false);
  }

  /** The process of the client has something to do. */
  Task client(long delayNanos, Runnable work) {
    return add(now + delayNanos, work, true);
  }

  private Task add(long due, Runnable work, boolean client) {
    Task task = new Task(due, ties.below(1 << 20), order++, work, client);
    push(task);
    return task;
  }

  /** Nothing of the client runs for so long. */
  void freeze(long nanos, LongConsumer awake) {
    if (frozenUntil < now) {
      frozenSince = now;
    }
    frozenUntil = Math.max(frozenUntil, now + nanos);
    onWake = awake;
  }

  /** How long the client is still frozen. */
  long frozenFor() {
    return Math.max(0, frozenUntil - now);
  }

  /** Runs what is due until then. */
  void runUntil(long end) {
    while (size > 0 && heap[0].due <= end) {
      runNext();
    }
    advance(end);
  }

  private void advance(long time) {
    if (time > now) {
      if (inThisInstant >= BUSY) {
        onBusyInstant.accept(inThisInstant);
      }
      inThisInstant = 0;
      now = time;
    }
  }

  /**
   * The caller, which runs inside of a task, is held up; everybody else goes on. At most four are
   * held up at a time, and whoever was held up first goes on last.
   */
  void hold(long nanos) {
    if (depth >= 4) {
      return;
    }
    depth++;
    try {
      runUntil(now + nanos);
      while (frozenFor() > 0) { // a thread that was held up goes on when the process does
        runUntil(now + frozenFor());
      }
      wake();
    } finally {
      depth--;
    }
  }

  private void runNext() {
    Task task = pop();
    if (task.cancelled) {
      return;
    }
    advance(task.due);
    if (task.client) {
      if (frozenUntil > now) {
        task.due = frozenUntil;
        task.tie = ties.below(1 << 20);
        push(task);
        return;
      }
      wake();
      inThisInstant++;
      if (inThisInstant > ENDLESS) {
        throw new AssertionError("the client spins at " + now);
      }
    }
    task.cancelled = true;
    task.work.run();
  }

  private void wake() {
    LongConsumer awake = onWake;
    if (awake != null) {
      onWake = null;
      awake.accept(now - frozenSince);
    }
  }

  private void push(Task task) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!task.before(heap[parent])) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = task;
  }

  private Task pop() {
    Task first = heap[0];
    Task last = heap[--size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1].before(heap[child])) {
        child++;
      }
      if (!heap[child].before(last)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first;
  }

  /** Something that will happen unless it is cancelled. */
  static final class Task {
    private long due;
    private int tie;
    private final long order;
    private final Runnable work;
    private final boolean client;
    private boolean cancelled; // or has run

    private Task(long due, int tie, long order, Runnable work, boolean client) {
      this.due = due;
      this.tie = tie;
      this.order = order;
      this.work = work;
      this.client = client;
    }

    void cancel() {
      cancelled = true;
    }

    boolean isOver() {
      return cancelled;
    }

    private boolean before(Task other) {
      if (due != other.due) {
        return due < other.due;
      }
      return tie != other.tie ? tie < other.tie : order < other.order;
    }
  }
}

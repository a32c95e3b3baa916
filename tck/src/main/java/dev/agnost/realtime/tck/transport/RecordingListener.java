package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records signals as values in a queue that the test takes from. Watches the grammar at every
 * signal; what breaks it goes to {@link SignalViolations} and not into the queue.
 */
final class RecordingListener implements TransportListener {

  private static final int REMEMBERED = 20;

  private final Deadline deadline;
  private final SignalViolations breaches;
  private final String rule;
  private final BlockingQueue<Signal> queue = new LinkedBlockingQueue<>();
  private final List<String> history = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable String> inside = new AtomicReference<>();
  private final AtomicInteger drains = new AtomicInteger();
  private final AtomicInteger total = new AtomicInteger();
  private volatile @Nullable TransportConnection opened; // written in onOpen
  private volatile boolean ended; // written by the terminal signal
  private volatile Consumer<Signal> reaction = signal -> {};
  private int unguarded; // deliberately neither volatile nor locked: T3.2 requires happens-before

  RecordingListener(Deadline deadline, SignalViolations breaches, String rule) {
    this.deadline = deadline;
    this.breaches = breaches;
    this.rule = rule;
  }

  /** What to do inside each signal, on the transport's thread. Set before connecting. */
  RecordingListener reacting(Consumer<Signal> newReaction) {
    reaction = newReaction;
    return this;
  }

  // ------------------------------------------------------------------------- the transport's side

  @Override
  public void onOpen(TransportConnection connection) {
    boolean again = opened != null;
    during(
        new Signal.Opened(),
        again ? "a second onOpen" : null,
        () -> {
          opened = connection;
        });
  }

  @Override
  public void onText(ByteBuffer utf8) {
    message(new Signal.Message(true, copy(utf8)));
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    message(new Signal.Message(false, copy(bytes)));
  }

  @Override
  public void onClosed(CloseStatus status) {
    String wrong = opened == null ? "onClosed without onOpen" : null;
    during(new Signal.Closed(status), wrong, () -> ended = true);
  }

  @Override
  public void onFailed(TransportException cause) {
    during(new Signal.Failed(cause), null, () -> ended = true);
  }

  @Override
  public void onDrained() {
    String previous = inside.getAndSet("onDrained");
    if (previous != null) {
      breaches.add("T3.2", rule, "onDrained inside " + previous);
    } else if (ended) {
      breaches.add("T3.4", rule, "onDrained after the terminal signal");
    } else if (opened == null) {
      breaches.add("T3.1", rule, "onDrained before onOpen");
    }
    drains.incrementAndGet();
    inside.set(previous);
  }

  private void message(Signal.Message message) {
    during(message, opened == null ? "a message before onOpen: " + message : null, () -> {});
  }

  private void during(Signal signal, @Nullable String wrong, Runnable change) {
    String previous = inside.getAndSet(signal.toString());
    unguarded++;
    boolean good = previous == null && !ended && wrong == null;
    if (previous != null) {
      breaches.add("T3.2", rule, signal + " while " + previous + " was being signalled");
    } else if (ended) {
      breaches.add("T3.4", rule, signal + " after the terminal signal; before it: " + history);
    } else if (wrong != null) {
      breaches.add("T3.1", rule, wrong);
    }
    if (history.size() < REMEMBERED) {
      history.add(signal.toString());
    }
    total.incrementAndGet();
    try {
      if (good) {
        change.run();
        queue.add(signal);
        reaction.accept(signal);
      }
    } finally {
      inside.set(previous);
    }
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  // ------------------------------------------------------------------------------ the test's side

  /** The next signal; fails after the generous deadline. */
  Signal next(String expected) {
    return next(expected, deadline.generous());
  }

  Signal next(String expected, Duration timeout) {
    Signal signal = poll(timeout);
    if (signal == null) {
      throw new Mismatch(expected, "nothing for " + timeout.toMillis() + " ms; " + soFar());
    }
    return signal;
  }

  void expectOpen() {
    Signal signal = next("onOpen");
    Mismatch.unless(signal instanceof Signal.Opened, "onOpen", signal);
  }

  void expect(Signal expected) {
    Signal signal = next(expected.toString());
    Mismatch.unless(signal.equals(expected), expected.toString(), signal);
  }

  /** Waits for the terminal signal and drops what comes before it. */
  Signal end(String expected) {
    Signal signal = next(expected);
    while (!signal.terminal()) {
      signal = next(expected);
    }
    return signal;
  }

  /** The next signal is {@code onFailed} with one of these kinds. */
  TransportException expectFailed(Kind... kinds) {
    return failedWith(next(wanted(kinds)), kinds);
  }

  /** The terminal signal, whatever comes before, is {@code onFailed} with one of these kinds. */
  TransportException expectEnd(Kind... kinds) {
    return failedWith(end(wanted(kinds)), kinds);
  }

  void expectClosed(int code, String reason) {
    Signal expected = new Signal.Closed(new CloseStatus(code, reason));
    Signal signal = end(expected.toString());
    Mismatch.unless(signal.equals(expected), expected.toString(), signal);
  }

  /** Nothing is signalled for the silence window. */
  void expectSilence(String why) {
    Signal signal = poll(deadline.silence());
    Mismatch.unless(signal == null, "no signal: " + why, signal);
  }

  /** The connection that {@code onOpen} was given. */
  @Nullable TransportConnection opened() {
    return opened;
  }

  boolean ended() {
    return ended;
  }

  int drains() {
    return drains.get();
  }

  /** How many signals came; written without a lock, so that a race shows as a difference. */
  int unguarded() {
    return unguarded;
  }

  int total() {
    return total.get();
  }

  String soFar() {
    return history.isEmpty() ? "no signal so far" : "signals so far: " + history;
  }

  /** The next signal, or null. */
  @Nullable Signal poll(Duration timeout) {
    try {
      return queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("a signal", "the test was broken off; " + soFar());
    }
  }

  private static String wanted(Kind... kinds) {
    return "onFailed("
        + String.join(" or ", List.of(kinds).stream().map(Kind::name).toList())
        + ")";
  }

  /** The cause of this signal, which is {@code onFailed} with one of these kinds. */
  TransportException failedWith(Signal signal, Kind... kinds) {
    if (signal instanceof Signal.Failed failed && List.of(kinds).contains(failed.cause().kind())) {
      return failed.cause();
    }
    throw new Mismatch(wanted(kinds), signal.toString());
  }
}

package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules that take half a minute, all at once and in the background: connections on which
 * nothing happens are opened before the first tests and looked at by the last. Used by the test's
 * thread.
 */
final class SlowWatch implements AutoCloseable {

  /** A connection that must outlast the wait. */
  enum Watched {
    /** The upgrade is never answered: T2.8. */
    STALLED_UPGRADE,
    /** The close frame is never answered: T6.8. */
    UNANSWERED_CLOSE,
    /** Open, and nobody says anything: T6.9. */
    IDLE
  }

  private final TckRun run;
  private @Nullable Bench bench;
  private @Nullable RuntimeException broken; // why they could not be opened
  private @Nullable Error brokenByError;
  private final Map<Watched, RecordingListener> listeners = new EnumMap<>(Watched.class);
  private long since;

  SlowWatch(TckRun run) {
    this.run = run;
  }

  /** Opens the connections, at the first call; what goes wrong is kept for the tests that ask. */
  void start() {
    if (bench != null) {
      return;
    }
    try {
      bench = new Bench(run, "T2.8, T6.8 and T6.9");
      open(bench);
    } catch (RuntimeException e) {
      broken = e;
    } catch (Error e) {
      brokenByError = e;
    }
    since = System.nanoTime();
  }

  private void open(Bench bench) {
    RecordingListener stalled = bench.listener();
    bench.connect(stalled);
    bench.server().accept().readHead();
    Link closing = bench.open();
    closing.client().close(CloseStatus.NORMAL);
    closing.peer().readClose("a close frame");
    Link idle = bench.open();
    listeners.put(Watched.STALLED_UPGRADE, stalled);
    listeners.put(Watched.UNANSWERED_CLOSE, closing.signals());
    listeners.put(Watched.IDLE, idle.signals());
  }

  /** Waits for the rest of the time and fails if the connection has ended meanwhile. */
  void expectSurvivor(Watched which) {
    if (brokenByError != null) {
      throw brokenByError;
    }
    if (broken != null) {
      throw broken;
    }
    RecordingListener listener = listeners.get(which);
    if (listener == null) {
      throw new IllegalStateException("the slow rules were not started");
    }
    long left = run.settings().slowWait().toNanos() - (System.nanoTime() - since);
    Signal signal = listener.poll(Duration.ofNanos(Math.max(0, left)));
    Mismatch.unless(
        signal == null,
        "a connection that stays as it is for " + run.settings().slowWait().toSeconds() + " s",
        signal);
  }

  @Override
  public void close() {
    if (bench != null) {
      bench.close();
    }
  }
}

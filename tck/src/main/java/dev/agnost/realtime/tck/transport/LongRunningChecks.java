package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The rules that take half a minute, all at once and in the background: connections on which
 * nothing happens are opened before the first tests and looked at by the last.
 */
final class LongRunningChecks implements AutoCloseable {

  /** A connection that must outlast the wait. */
  enum Watched {
    /** The upgrade is never answered: T2.8. */
    STALLED_UPGRADE,
    /** The close frame is never answered: T6.8. */
    UNANSWERED_CLOSE,
    /** Open, and neither side sends anything: T6.9. */
    IDLE
  }

  private final TckRun run;
  private final CompletableFuture<Map<Watched, RecordingListener>> opened =
      new CompletableFuture<>();
  private volatile @Nullable TransportFixture fixture; // written once, by the starting thread
  private volatile long since;

  LongRunningChecks(TckRun run) {
    this.run = run;
  }

  /** Opens the connections; what goes wrong is kept for the tests that ask. */
  void start() {
    since = System.nanoTime();
    try {
      TransportFixture mine = new TransportFixture(run, "T2.8, T6.8 and T6.9");
      fixture = mine;
      opened.complete(open(mine));
    } catch (RuntimeException | Error e) {
      opened.completeExceptionally(e);
    }
  }

  private static Map<Watched, RecordingListener> open(TransportFixture fixture) {
    RecordingListener stalled = fixture.listener();
    fixture.connect(stalled);
    fixture.server().accept().readHead();
    ConnectionPair closing = fixture.open();
    closing.client().close(CloseStatus.NORMAL);
    closing.peer().readClose("a close frame");
    ConnectionPair idle = fixture.open();
    return Map.of(
        Watched.STALLED_UPGRADE, stalled,
        Watched.UNANSWERED_CLOSE, closing.signals(),
        Watched.IDLE, idle.signals());
  }

  /** Waits for the rest of the time and fails if the connection has ended meanwhile. */
  void expectSurvivor(Watched which) {
    RecordingListener listener = listener(which);
    long left = run.settings().slowWait().toNanos() - (System.nanoTime() - since);
    Signal signal = listener.poll(Duration.ofNanos(Math.max(0, left)));
    Mismatch.unless(
        signal == null,
        "a connection that stays as it is for " + run.settings().slowWait().toSeconds() + " s",
        signal);
  }

  private RecordingListener listener(Watched which) {
    try {
      long timeout = run.deadline().generous().toNanos();
      return Objects.requireNonNull(opened.get(timeout, TimeUnit.NANOSECONDS).get(which));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (TimeoutException e) {
      throw new Mismatch("connections for the slow rules", "they could not be opened");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("to go on", "the test was broken off");
    }
  }

  @Override
  public void close() {
    TransportFixture open = fixture;
    if (open != null) {
      open.close();
    }
  }
}

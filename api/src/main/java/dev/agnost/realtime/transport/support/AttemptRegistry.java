package dev.agnost.realtime.transport.support;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live attempts of one transport: connections and HTTP exchanges that end with it (T8.1).
 * Thread-safe.
 */
public final class AttemptRegistry {

  /** What ends with its transport. */
  public interface Attempt {

    /**
     * Ends this with {@code ABORTED}. Called at most once by {@link AttemptRegistry#close}, or
     * inside {@link AttemptRegistry#add} if the registry is closed. Must not throw.
     */
    void transportClosed();
  }

  private final Set<Attempt> live = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** An empty registry. */
  public AttemptRegistry() {}

  /**
   * Adds an attempt before it begins.
   *
   * @return false if the transport is closed: the attempt has been ended and must not begin
   */
  public boolean add(Attempt attempt) {
    live.add(Objects.requireNonNull(attempt, "attempt"));
    if (!closed) {
      return true;
    }
    end(attempt);
    return false;
  }

  /** Removes an attempt that has ended; {@link ConnectionSignals.Engine#release} is the place. */
  public void remove(Attempt attempt) {
    live.remove(attempt);
  }

  /** The number of live attempts, for tests and diagnostics. */
  public int size() {
    return live.size();
  }

  /** Ends all attempts and refuses later ones. Idempotent. */
  public void close() {
    closed = true;
    live.forEach(this::end);
  }

  private void end(Attempt attempt) {
    if (live.remove(attempt)) { // else it has ended by itself, or another call ends it
      attempt.transportClosed();
    }
  }
}

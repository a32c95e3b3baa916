package dev.agnost.realtime.systemtests.errors;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.RealtimeError;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One way to fail to connect, and what a client reported. */
final class Situation {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Situation() {}

  /**
   * What the application is told of a failed attempt.
   *
   * @param error as given to {@code onError}
   * @param state after it
   */
  record Report(RealtimeError error, ConnectionState state) {}

  /** Connects and returns the report of an attempt, counted from 1. */
  static Report report(AgnostClient.Builder builder, int attempt) throws InterruptedException {
    BlockingQueue<RealtimeError> errors = new ArrayBlockingQueue<>(100);
    try (AgnostClient client = builder.onError(errors::add).build()) {
      client.realtime();
      RealtimeError error = null;
      for (int i = 0; i < attempt; i++) {
        error = errors.poll(60, TimeUnit.SECONDS);
        if (error == null) {
          throw new AssertionError("no error was reported: " + client.diagnostics());
        }
      }
      if (error == null) {
        throw new AssertionError("no attempt");
      }
      return new Report(error, error.willRetry() ? ConnectionState.WAITING : settled(client));
    }
  }

  /** The state that follows an error without another attempt. */
  private static ConnectionState settled(AgnostClient client) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (client.state() == ConnectionState.CONNECTING && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(1_000_000);
    }
    return client.state();
  }
}

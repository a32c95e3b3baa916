package dev.agnost.realtime.core.connection;

import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.transport.CloseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * Connections that the session has given up and that are not gone yet: each is closed or aborted,
 * and aborted after two seconds at the latest. On the serial executor only.
 */
public final class ClosingConnections {

  /** From giving up to the abort. */
  public static final Duration LIMIT = Duration.ofSeconds(2);

  /** How long the peer may take to answer the close frame of an orderly close. */
  public static final Duration ANSWER_LIMIT = Duration.ofMillis(1500);

  /** How long a transport may take to signal an abort; with the answer, two seconds. */
  static final Duration ABORT_LIMIT = Duration.ofMillis(500);

  private final Scheduler scheduler;
  private final SerialExecutor executor;
  private final Map<Connection, Scheduler.Timer> leaving = new HashMap<>();
  private final List<Pending> waiting = new ArrayList<>();

  public ClosingConnections(Scheduler scheduler, SerialExecutor executor) {
    this.scheduler = scheduler;
    this.executor = executor;
  }

  /** Closes with a close frame; connections that were closing before are aborted now. */
  public void close(Connection connection, CloseStatus status) {
    leaving.keySet().forEach(Connection::abort);
    if (!connection.ended()) {
      if (leave(connection, LIMIT)) {
        connection.close(status);
      } else {
        connection.abort();
      }
    }
  }

  /** Aborts at once. */
  public void abort(Connection connection) {
    if (!connection.ended()) {
      boolean unused = leave(connection, ABORT_LIMIT); // it is aborted either way
      connection.abort();
    }
  }

  /** The terminal signal came. */
  public void ended(Connection connection) {
    Scheduler.Timer limit = leaving.remove(connection);
    if (limit != null) {
      limit.cancel();
      left(connection);
    }
  }

  /** Runs the task once all connections that are closing at the time of the call have ended. */
  public void whenEnded(Runnable task) {
    waiting.add(new Pending(new HashSet<>(leaving.keySet()), task));
    tellIfGone();
  }

  private record Pending(Set<Connection> connections, Runnable task) {}

  /** Returns whether the limit is armed; if not, the end is not waited for. */
  private boolean leave(Connection connection, Duration limit) {
    if (leaving.containsKey(connection)) {
      return true;
    }
    try {
      leaving.put(
          connection, scheduler.schedule(limit, () -> executor.submit(() -> overdue(connection))));
    } catch (RejectedExecutionException over) {
      return false; // ignored: without a timer the end comes now instead of at the limit
    }
    return true;
  }

  private void overdue(Connection connection) {
    if (leaving.containsKey(connection)) {
      connection.abort();
      if (leaving.remove(connection) != null) { // the abort may have brought the signal
        left(connection);
      }
    }
  }

  private void left(Connection connection) {
    waiting.forEach(each -> each.connections().remove(connection));
    tellIfGone();
  }

  private void tellIfGone() {
    List<Pending> over = waiting.stream().filter(each -> each.connections().isEmpty()).toList();
    waiting.removeAll(over);
    over.forEach(each -> each.task().run());
  }
}

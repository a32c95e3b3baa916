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
 * and aborted after two seconds at the latest (C3). In the mailbox only.
 */
public final class ClosingConnections {

  /** From giving up to the abort. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  /** How long the peer may take to answer the close frame of a close by hand. */
  public static final Duration ANSWER_LIMIT = Duration.ofMillis(1500);

  /** How long a transport may take to signal an abort; with the answer, two seconds. */
  static final Duration ABORT_LIMIT = Duration.ofMillis(500);

  /** How long the end of a close waits for callbacks that were due before it. */
  public static final Duration LAST_CALLBACKS = Duration.ofMillis(500);

  private final Scheduler timers;
  private final SerialExecutor mailbox;
  private final Map<Connection, Scheduler.Timer> leaving = new HashMap<>();
  private final List<Pending> waiting = new ArrayList<>();

  public ClosingConnections(Scheduler timers, SerialExecutor mailbox) {
    this.timers = timers;
    this.mailbox = mailbox;
  }

  /** How long callbacks may still take when it took so long until nobody is leaving any more. */
  public static Duration leftForCallbacks(long nanosSinceClose) {
    long left = Math.max(0, LIMIT.toNanos() - nanosSinceClose);
    return Duration.ofNanos(Math.min(left, LAST_CALLBACKS.toNanos()));
  }

  /** Closes with a close frame; whoever was leaving before is aborted now. */
  public void close(Connection link, CloseStatus status) {
    leaving.keySet().forEach(Connection::abort);
    if (!link.ended()) {
      if (leave(link, LIMIT)) {
        link.close(status);
      } else {
        link.abort();
      }
    }
  }

  /** Aborts at once. */
  public void abort(Connection link) {
    if (!link.ended()) {
      boolean unused = leave(link, ABORT_LIMIT); // it is aborted either way
      link.abort();
    }
  }

  /** The terminal signal came. */
  public void gone(Connection link) {
    Scheduler.Timer limit = leaving.remove(link);
    if (limit != null) {
      limit.cancel();
      left(link);
    }
  }

  /**
   * Runs now or when those who are leaving now are gone; whoever leaves later is not waited for.
   */
  public void whenGone(Runnable task) {
    waiting.add(new Pending(new HashSet<>(leaving.keySet()), task));
    tellIfGone();
  }

  private record Pending(Set<Connection> links, Runnable task) {}

  /** Whether somebody will look after the limit; if not, nothing is waited for. */
  private boolean leave(Connection link, Duration limit) {
    if (leaving.containsKey(link)) {
      return true;
    }
    try {
      leaving.put(link, timers.schedule(limit, () -> mailbox.submit(() -> overdue(link))));
    } catch (RejectedExecutionException over) {
      return false; // ignored: without a timer the end comes now instead of at the limit
    }
    return true;
  }

  private void overdue(Connection link) {
    if (leaving.containsKey(link)) {
      link.abort();
      if (leaving.remove(link) != null) { // the abort may have brought the signal
        left(link);
      }
    }
  }

  private void left(Connection link) {
    waiting.forEach(each -> each.links().remove(link));
    tellIfGone();
  }

  private void tellIfGone() {
    List<Pending> over = waiting.stream().filter(each -> each.links().isEmpty()).toList();
    waiting.removeAll(over);
    over.forEach(each -> each.task().run());
  }
}

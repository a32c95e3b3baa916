package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.FlushException;
import dev.agnost.realtime.FlushException.Reason;
import dev.agnost.realtime.core.concurrent.PendingFutures;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of {@code flush} that wait: each for the messages that were accepted before it, until
 * they have left the queue and the connection has written them. In the mailbox only.
 */
public final class FlushTracker {

  /** Beyond this a duration cannot be counted in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * A Socket.IO server drops events that it has read and not yet handled when it reads the goodbye.
   * So a flush is done a moment after the last byte was written, not with it.
   */
  static final Duration SETTLING = Duration.ofMillis(100);

  private final Scheduler timers;
  private final SerialExecutor mailbox;
  private final Executor workers;
  private final List<Flush> pending = new ArrayList<>();

  public FlushTracker(Scheduler timers, SerialExecutor mailbox, Executor workers) {
    this.timers = timers;
    this.mailbox = mailbox;
    this.workers = workers;
  }

  /**
   * Waits for what is in the queue now and what this link has not written yet.
   *
   * @param link the connection, if there is one
   */
  public void add(
      CompletableFuture<Void> left,
      Duration timeout,
      OutboundQueue queue,
      @Nullable Connection link) {
    pending.removeIf(Flush::isOver);
    Flush flush = new Flush(left, queue);
    if (link != null && link.bufferedBytes() > 0) {
      flush.mark = link.handedBytes();
    }
    if (flush.hasLeft(link) && !hasJustWritten(link)) {
      flush.waiter.done();
      return;
    }
    pending.add(flush);
    Duration wait = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    Scheduler.Timer limit = timers.schedule(wait, () -> mailbox.submit(() -> timedOut(flush)));
    CompletableFuture<?> unused = left.whenComplete((none, thrown) -> limit.cancel());
  }

  /** A message that had been queued was handed to the link. */
  public void handedOver(OutboundMessage message, Connection link) {
    for (Flush flush : pending) {
      if (flush.waitsFor(message)) {
        flush.mark = link.handedBytes();
      }
    }
  }

  /** A message was dropped. */
  public void dropped(OutboundMessage message) {
    end(
        flush -> flush.waitsFor(message),
        Reason.DROPPED,
        "A message that was sent before flush() was dropped; its own future says why.");
  }

  /**
   * Completes those whose messages have left.
   *
   * @return whether some wait for the connection to write, or for the server to read
   */
  public boolean look(@Nullable Connection link) {
    boolean writing = false;
    for (Flush flush : List.copyOf(pending)) {
      if (flush.isOver()) {
        pending.remove(flush);
      } else if (!flush.hasLeft(link)) {
        writing |= flush.mark >= 0;
      } else if (hasJustWritten(link)) {
        writing = true;
      } else {
        pending.remove(flush);
        flush.waiter.done();
      }
    }
    return writing;
  }

  private boolean hasJustWritten(@Nullable Connection link) {
    return link != null && link.sinceLastMessage().compareTo(SETTLING) < 0;
  }

  /** The connection is gone, and another one will be made. */
  public void connectionLost() {
    end(
        flush -> flush.mark >= 0 || flush.hasLeft(null),
        Reason.LOST,
        "The connection was lost while or just after it wrote; some messages may not have"
            + " arrived.");
  }

  /** There will be no connection: what waits in the queue is about to fail. */
  public void noConnection(Reason reason) {
    String why =
        reason == Reason.CLOSED
            ? "The connection was closed before all messages had left. Wait for flush() first."
            : "The client has stopped trying to connect. See onError for the reason.";
    end(flush -> true, reason, why);
  }

  private void timedOut(Flush flush) {
    end(
        each -> each == flush,
        Reason.TIMEOUT,
        "Not all messages had left in time; those that wait go on waiting.");
  }

  private void end(Predicate<Flush> which, Reason reason, String why) {
    for (Flush flush : List.copyOf(pending)) {
      if (which.test(flush)) {
        pending.remove(flush);
        flush.waiter.failed(flush.exception(reason, why));
      }
    }
  }

  /** One call. */
  private final class Flush {
    private final CompletableFuture<Void> left;
    private final PendingFutures waiter = new PendingFutures(workers);
    private final OutboundQueue queue;
    private final long upTo; // the place of the last message before the call
    private long mark = -1; // how many bytes the link had taken with the last of these messages

    Flush(CompletableFuture<Void> left, OutboundQueue queue) {
      this.left = left;
      this.queue = queue;
      this.upTo = queue.lastPlace();
      waiter.add(left);
    }

    boolean isOver() {
      return left.isDone();
    }

    boolean waitsFor(OutboundMessage message) {
      return message.place() > 0 && message.place() <= upTo;
    }

    boolean hasLeft(@Nullable Connection link) {
      return queue.firstPlace() > upTo && (mark < 0 || link == null || link.hasWritten(mark));
    }

    FlushException exception(Reason reason, String why) {
      OutboundQueue.Waiting waiting = queue.waitingUpTo(upTo);
      return new FlushException(
          reason,
          why
              + " In the queue: "
              + waiting.messages()
              + " messages with "
              + waiting.bytes()
              + " bytes.",
          waiting.messages(),
          waiting.bytes());
    }
  }
}

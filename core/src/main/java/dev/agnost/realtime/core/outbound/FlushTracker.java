package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.FlushException;
import dev.agnost.realtime.FlushException.Reason;
import dev.agnost.realtime.core.concurrent.PendingFutures;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pending calls of {@code flush}: each completes when the server has handled the messages that
 * were accepted before it. Confined to the session's serial executor.
 */
public final class FlushTracker {

  /** Beyond this a duration cannot be counted in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Scheduler scheduler;
  private final SerialExecutor executor;
  private final Executor workers;
  private final ServerBarrier barrier;
  private final List<Flush> pending = new ArrayList<>();
  private boolean lost; // messages of an earlier connection, which no flush has reported yet

  public FlushTracker(
      Scheduler scheduler, SerialExecutor executor, Executor workers, DoubleSupplier random) {
    this.scheduler = scheduler;
    this.executor = executor;
    this.workers = workers;
    this.barrier = new ServerBarrier(random);
  }

  /** A connection that messages can be written to was made. */
  void connected() {
    barrier.reset();
  }

  /** Waits for what is in the queue now and for what was written on the present connection. */
  void add(CompletableFuture<Void> flushed, Duration timeout, OutboundQueue queue) {
    pending.removeIf(Flush::isOver);
    Flush flush = new Flush(flushed, queue);
    if (lost) {
      lost = false;
      flush.waiter.failed(
          flush.exception(
              Reason.LOST,
              "A connection was lost before the server had confirmed all messages that were written"
                  + " to it; some may not have arrived. What is in the queue is sent on."));
      return;
    }
    pending.add(flush);
    Duration wait = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    Scheduler.Timer limit = scheduler.schedule(wait, () -> executor.submit(() -> timedOut(flush)));
    CompletableFuture<?> unused = flushed.whenComplete((none, thrown) -> limit.cancel());
  }

  /** A message was written to the connection. */
  void written(OutboundMessage message) {
    barrier.messageWritten();
    for (Flush flush : pending) {
      flush.begun |= flush.waitsFor(message);
    }
  }

  /** A message was dropped. */
  void dropped(OutboundMessage message) {
    end(
        flush -> flush.waitsFor(message),
        Reason.DROPPED,
        "A message that was sent before flush() was dropped; its own future has the reason.");
  }

  /** Whether messages were written on this connection that the server has not confirmed. */
  boolean hasUnconfirmed() {
    return barrier.unconfirmed() > 0;
  }

  /**
   * Completes the flushes whose messages are confirmed.
   *
   * @param connected whether there is a connection that can be asked
   * @return what to write now, or null for nothing: a barrier for the flushes whose messages have
   *     all been written
   */
  @Nullable OutboundPacket advance(boolean connected) {
    ServerBarrier.Mark fresh = null;
    for (Flush flush : List.copyOf(pending)) {
      if (flush.isOver()) {
        pending.remove(flush);
      } else if (flush.hasLeftTheQueue() && flush.barrier == null) {
        if (barrier.unconfirmed() == 0) {
          pending.remove(flush);
          flush.waiter.done();
        } else if (connected) {
          ServerBarrier.Mark last = barrier.last();
          if (last == null) {
            last = barrier.begin();
            fresh = last;
          }
          flush.barrier = last;
        }
      }
    }
    return fresh == null ? null : ServerBarrier.packet(fresh);
  }

  /** Whether an event belongs to a barrier, so that no listener may see it. */
  boolean concerns(Event event) {
    return barrier.concerns(event);
  }

  /**
   * Takes an event that belongs to a barrier and completes the flushes that it confirms.
   *
   * @return what to write now: an end to the membership of the barrier's channel; null for nothing
   */
  @Nullable OutboundPacket received(Event event, @Nullable String socketId) {
    String channel = barrier.answered(event, socketId);
    if (channel == null) {
      return null;
    }
    for (Flush flush : List.copyOf(pending)) {
      if (flush.barrier != null && barrier.isConfirmed(flush.barrier)) {
        pending.remove(flush);
        flush.waiter.done();
      }
    }
    return ServerBarrier.cleanUp(channel);
  }

  /**
   * The connection has ended, and another one will be made.
   *
   * @param recent whether messages were written so late that the server need not have read them
   */
  void connectionLost(boolean recent) {
    boolean unconfirmed = hasUnconfirmed();
    int before = pending.size();
    end(
        flush -> flush.begun || flush.barrier != null || (unconfirmed && flush.hasLeftTheQueue()),
        Reason.LOST,
        "The connection was lost before the server had confirmed all messages; some may not have"
            + " arrived.");
    lost |= unconfirmed && recent && pending.size() == before;
    barrier.reset();
  }

  /** There will be no connection: the messages in the queue are about to fail. */
  void noConnection(Reason reason) {
    String why =
        reason == Reason.CLOSED
            ? "The connection was closed before the server had confirmed all messages. Wait for"
                + " flush() first."
            : "The client has stopped trying to connect. See onError for the reason.";
    end(flush -> true, reason, why);
    barrier.reset();
  }

  private void timedOut(Flush flush) {
    if (flush.barrier == null) {
      end(
          each -> each == flush,
          Reason.TIMEOUT,
          "Not all messages were written in time; those in the queue are sent on.");
    } else {
      barrier.expired(flush.barrier);
      end(
          each -> each == flush,
          Reason.UNCONFIRMED,
          "All messages were written, and the server did not confirm them in time: they may or may"
              + " not have arrived. A rate limit of the environment drops events in this way.");
    }
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
    private final CompletableFuture<Void> flushed;
    private final PendingFutures waiter = new PendingFutures(workers);
    private final OutboundQueue queue;
    private final long upTo; // the place of the last message before the call
    private boolean begun; // a message that had been queued was written
    private ServerBarrier.@Nullable Mark barrier; // the one that stands behind the last message

    Flush(CompletableFuture<Void> flushed, OutboundQueue queue) {
      this.flushed = flushed;
      this.queue = queue;
      this.upTo = queue.lastPlace();
      waiter.add(flushed);
    }

    boolean isOver() {
      return flushed.isDone();
    }

    boolean waitsFor(OutboundMessage message) {
      return message.place() > 0 && message.place() <= upTo;
    }

    boolean hasLeftTheQueue() {
      return queue.firstPlace() > upTo;
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

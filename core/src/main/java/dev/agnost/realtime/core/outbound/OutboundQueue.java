package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.observe.SessionEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for a connection, or for one that is busy, in order of acceptance. Bounded by
 * count, bytes and age; dropped messages fail their future. On the serial executor only.
 */
public final class OutboundQueue {

  private final Deque<OutboundMessage> waiting = new ArrayDeque<>();
  private final QueueLimits limits;
  private final Scheduler scheduler;
  private final SerialExecutor executor;
  private final SessionEvents events;
  private final FlushTracker flushes;
  private long bytes;
  private volatile int messagesGauge; // written on the serial executor
  private volatile long bytesGauge; // written on the serial executor
  private Scheduler.@Nullable Timer expiry;
  private long lastPlace;

  /**
   * @param flushes told of each queued message that is dropped
   */
  public OutboundQueue(
      QueueLimits limits,
      Scheduler scheduler,
      SerialExecutor executor,
      SessionEvents events,
      FlushTracker flushes) {
    this.limits = limits;
    this.scheduler = scheduler;
    this.events = events;
    this.executor = executor;
    this.flushes = flushes;
  }

  /** The place of the message that was queued last. */
  public long lastPlace() {
    return lastPlace;
  }

  /** The place of the first message that waits; beyond every place if none does. */
  public long firstPlace() {
    OutboundMessage first = waiting.peekFirst();
    return first == null ? Long.MAX_VALUE : first.place();
  }

  /** What waits of those up to this place. */
  public Waiting waitingUpTo(long place) {
    int count = 0;
    long size = 0;
    for (OutboundMessage message : waiting) {
      if (message.place() <= place) {
        count++;
        size += message.bytes();
      }
    }
    return new Waiting(count, size);
  }

  /** So much waits. */
  public record Waiting(int messages, long bytes) {}

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many wait; any thread. */
  public int messages() {
    return messagesGauge;
  }

  /** How many bytes wait; any thread. */
  public long bytes() {
    return bytesGauge;
  }

  /** Takes a message in, at the cost that the policy names if there is no room. */
  public void offer(OutboundMessage message) {
    expire();
    if (message.bytes() > limits.bytes() || !makeRoomFor(message)) {
      if (message.future().dropped(overflow(message))) {
        events.dropped(Reason.OVERFLOW);
      }
      return;
    }
    message.queuedAt(++lastPlace);
    waiting.addLast(message);
    bytes += message.bytes();
    changed();
  }

  /** The next message that still counts, removed; null if there is none. */
  public @Nullable OutboundMessage poll() {
    expire();
    OutboundMessage next = waiting.pollFirst();
    if (next != null) {
      bytes -= next.bytes();
      changed();
    }
    return next;
  }

  /** The size of the next message that still counts, or -1. */
  public int nextBytes() {
    expire();
    OutboundMessage next = waiting.peekFirst();
    return next == null ? -1 : next.bytes();
  }

  /** Takes out what was cancelled. */
  public void removeCancelled() {
    for (Iterator<OutboundMessage> each = waiting.iterator(); each.hasNext(); ) {
      OutboundMessage message = each.next();
      if (!message.future().isWaiting()) {
        each.remove();
        bytes -= message.bytes();
      }
    }
    changed();
  }

  /** Drops everything for this reason. */
  public void failAll(NotSentException why) {
    for (OutboundMessage message = waiting.pollFirst();
        message != null;
        message = waiting.pollFirst()) {
      bytes -= message.bytes();
      drop(message, why);
    }
    changed();
  }

  /** Drops what has waited too long. */
  public void expire() {
    Optional<Duration> age = limits.age();
    if (age.isEmpty()) {
      return;
    }
    long now = scheduler.now();
    for (OutboundMessage head = waiting.peekFirst();
        head != null && now - head.acceptedAt() >= age.get().toNanos();
        head = waiting.peekFirst()) {
      waiting.removeFirst();
      bytes -= head.bytes();
      drop(head, expired(age.get()));
    }
    changed();
  }

  private static NotSentException expired(Duration age) {
    return new NotSentException(
        Reason.EXPIRED,
        "The message waited longer than maxQueuedAge, "
            + age
            + ", for a connection. Send it again if it still matters.");
  }

  private void drop(OutboundMessage message, NotSentException why) {
    if (message.future().dropped(why)) { // else it was cancelled
      events.dropped(why.reason());
      flushes.dropped(message);
    }
  }

  private boolean makeRoomFor(OutboundMessage message) {
    while (waiting.size() >= limits.messages() || bytes + message.bytes() > limits.bytes()) {
      OutboundMessage victim =
          switch (limits.overflow()) {
            case REJECT_NEW -> null;
            case DROP_OLDEST -> waiting.pollFirst();
            case DROP_NEWEST -> waiting.pollLast();
          };
      if (victim == null) {
        return false;
      }
      bytes -= victim.bytes();
      drop(victim, overflow(victim));
    }
    return true;
  }

  private NotSentException overflow(OutboundMessage victim) {
    return new NotSentException(
        Reason.OVERFLOW,
        "The queue of unsent messages is full ("
            + waiting.size()
            + " of "
            + limits.messages()
            + " messages, "
            + bytes
            + " of "
            + limits.bytes()
            + " bytes; this one has "
            + victim.bytes()
            + ") and its policy is "
            + limits.overflow()
            + ". Raise maxQueuedMessages or maxQueuedBytes, or send less while offline.");
  }

  private void changed() {
    messagesGauge = waiting.size();
    bytesGauge = bytes;
    events.queued(messagesGauge, bytes);
    OutboundMessage head = waiting.peekFirst();
    if (limits.age().isEmpty() || (head == null) == (expiry == null)) {
      return;
    }
    if (head == null) {
      cancelExpiry();
    } else {
      armExpiry(head, limits.age().get());
    }
  }

  private void armExpiry(OutboundMessage head, Duration age) {
    long left = Math.max(0, age.toNanos() - (scheduler.now() - head.acceptedAt()));
    expiry = scheduler.schedule(Duration.ofNanos(left), () -> executor.submit(this::expiryDue));
  }

  /** The timer has fired: drops what is due and arms it for the next. In the executor. */
  private void expiryDue() {
    expiry = null;
    expire();
  }

  private void cancelExpiry() {
    if (expiry != null) {
      expiry.cancel();
      expiry = null;
    }
  }
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for a connection, or for one that is busy, in order of acceptance. Bounded by
 * count, bytes and age; whoever is dropped is told. In the mailbox only.
 */
final class OutboundQueue {

  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private final QueueLimits limits;
  private final Timers timers;
  private final Journal journal;
  private long bytes;
  private volatile int messagesGauge; // written in the mailbox
  private volatile long bytesGauge; // written in the mailbox
  private Timers.@Nullable Timer expiry;
  private final Runnable onExpiry;
  private final Consumer<Outgoing> onDrop;
  private long lastPlace;

  /**
   * @param onExpiry has {@link #expire()} called in the mailbox
   * @param onDrop hears of each message that was queued and is dropped
   */
  OutboundQueue(
      QueueLimits limits,
      Timers timers,
      Journal journal,
      Runnable onExpiry,
      Consumer<Outgoing> onDrop) {
    this.limits = limits;
    this.timers = timers;
    this.journal = journal;
    this.onExpiry = onExpiry;
    this.onDrop = onDrop;
  }

  /** The place of the message that was queued last. */
  long lastPlace() {
    return lastPlace;
  }

  /** The place of the first message that waits; beyond every place if none does. */
  long firstPlace() {
    Outgoing first = waiting.peekFirst();
    return first == null ? Long.MAX_VALUE : first.place();
  }

  /** What waits of those up to this place. */
  Waiting waitingUpTo(long place) {
    int count = 0;
    long size = 0;
    for (Outgoing message : waiting) {
      if (message.place() <= place) {
        count++;
        size += message.bytes();
      }
    }
    return new Waiting(count, size);
  }

  /** So much waits. */
  record Waiting(int messages, long bytes) {}

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many wait; any thread. */
  int messages() {
    return messagesGauge;
  }

  /** How many bytes wait; any thread. */
  long bytes() {
    return bytesGauge;
  }

  /** Takes a message in, at the cost that the policy names if there is no room. */
  void offer(Outgoing message) {
    expire();
    if (message.bytes() > limits.bytes() || !makeRoomFor(message)) {
      if (message.receipt().dropped(overflow(message))) {
        journal.lost(Reason.OVERFLOW);
      }
      return;
    }
    message.queuedAt(++lastPlace);
    waiting.addLast(message);
    bytes += message.bytes();
    changed();
  }

  /** The next message that still counts, removed; null if there is none. */
  @Nullable Outgoing poll() {
    expire();
    Outgoing next = waiting.pollFirst();
    if (next != null) {
      bytes -= next.bytes();
      changed();
    }
    return next;
  }

  /** The size of the next message that still counts, or -1. */
  int nextBytes() {
    expire();
    Outgoing next = waiting.peekFirst();
    return next == null ? -1 : next.bytes();
  }

  /** Takes out what was cancelled. */
  void removeCancelled() {
    for (Iterator<Outgoing> each = waiting.iterator(); each.hasNext(); ) {
      Outgoing message = each.next();
      if (!message.receipt().isWaiting()) {
        each.remove();
        bytes -= message.bytes();
      }
    }
    changed();
  }

  /** Drops everything for this reason. */
  void failAll(NotSentException why) {
    for (Outgoing message = waiting.pollFirst(); message != null; message = waiting.pollFirst()) {
      bytes -= message.bytes();
      drop(message, why);
    }
    changed();
  }

  /** Drops what has waited too long. */
  void expire() {
    Optional<Duration> age = limits.age();
    if (age.isEmpty()) {
      return;
    }
    long now = timers.now();
    for (Outgoing head = waiting.peekFirst();
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

  private void drop(Outgoing message, NotSentException why) {
    if (message.receipt().dropped(why)) { // else it was cancelled
      journal.lost(why.reason());
      onDrop.accept(message);
    }
  }

  private boolean makeRoomFor(Outgoing message) {
    while (waiting.size() >= limits.messages() || bytes + message.bytes() > limits.bytes()) {
      Outgoing victim =
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

  private NotSentException overflow(Outgoing victim) {
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
    journal.queued(messagesGauge, bytes);
    Outgoing head = waiting.peekFirst();
    if (limits.age().isEmpty() || (head == null) == (expiry == null)) {
      return;
    }
    if (head == null) {
      cancelExpiry();
    } else {
      armExpiry(head, limits.age().get());
    }
  }

  private void armExpiry(Outgoing head, Duration age) {
    long left = Math.max(0, age.toNanos() - (timers.now() - head.acceptedAt()));
    expiry = timers.schedule(Duration.ofNanos(left), onExpiry);
  }

  /** The timer has fired: drops what is due and arms it for the next. In the mailbox. */
  void expiryDue() {
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

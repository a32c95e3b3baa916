package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.core.inbound.InboundBuffer;
import dev.agnost.realtime.core.listeners.ListenerRef;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber with its demand and the messages that it has not asked for yet.
 *
 * <p>All signals but {@code onSubscribe} are callbacks of the client, so that they are serial among
 * themselves and with every listener. Rules in comments are those of Reactive Streams 1.0.4.
 */
final class MessageStream implements Flow.Subscription {

  private final @Nullable String event;
  private final Predicate<? super IncomingEvent> scope;
  private final InboundBuffer intake;
  private final SlowListenerDetector watch;
  private final ListenerRef user;
  private final Consumer<MessageStream> forget;
  private final AtomicReference<Flow.@Nullable Subscriber<? super Message>> subscriber;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicBoolean draining = new AtomicBoolean(); // a callback to drain is on its way
  private volatile boolean opened; // onSubscribe has returned
  private volatile boolean complete; // no more will come
  private volatile @Nullable IllegalArgumentException badRequest;
  private volatile int kept; // the size of waiting, written as a callback
  private final Queue<Kept> waiting = new ArrayDeque<>(); // as a callback only

  /** A message that was not asked for yet. */
  private record Kept(Message message, int bytes) {}

  /**
   * @param event null for all
   * @param scope which events it receives
   * @param forget takes this stream off the list
   */
  MessageStream(
      @Nullable String event,
      Predicate<? super IncomingEvent> scope,
      Flow.Subscriber<? super Message> subscriber,
      InboundBuffer intake,
      SlowListenerDetector watch,
      Consumer<MessageStream> forget) {
    this.event = event;
    this.scope = scope;
    this.subscriber = new AtomicReference<>(subscriber);
    this.intake = intake;
    this.watch = watch;
    this.user = new ListenerRef(event == null ? "onAny" : event, subscriber);
    this.forget = forget;
  }

  // ------------------------------------------------------------------------- by whoever subscribes

  /** Gives the subscriber its subscription. */
  void begin() {
    Flow.Subscriber<? super Message> told = subscriber.get();
    if (told != null && !guarded(() -> told.onSubscribe(this))) {
      subscriber.set(null);
    }
  }

  /** Signals may flow from now on. */
  void open() {
    opened = true;
    if (subscriber.get() == null) {
      forget.accept(this); // cancelled in onSubscribe
    }
    drainSoon();
  }

  /** Completes a stream that was never opened. */
  void completeNow() {
    Flow.Subscriber<? super Message> told = subscriber.getAndSet(null);
    if (told != null) {
      guarded(told::onComplete);
    }
  }

  // ------------------------------------------------------------------------------- by any thread

  @Override
  public void request(long messages) {
    if (messages <= 0) { // rule 3.9
      badRequest =
          new IllegalArgumentException(
              "rule 3.9: the number of requested messages must be positive: " + messages);
      drainSoon();
      return;
    }
    demand.accumulateAndGet(messages, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b); // rule 3.17
    if (kept > 0) {
      drainSoon();
    }
  }

  @Override
  public void cancel() {
    if (subscriber.getAndSet(null) != null) { // rules 3.5, 3.7, 3.13
      forget.accept(this);
      drainSoon();
    }
  }

  /** No more will come. */
  void end() {
    complete = true;
    drainSoon();
  }

  private void drainSoon() {
    if (opened && draining.compareAndSet(false, true)) {
      intake.callback(
          () -> {
            draining.set(false);
            drain();
          });
    }
  }

  // ------------------------------------------------------------------------------- as a callback

  boolean concerns(String name, IncomingEvent incoming) {
    return (event == null || event.equals(name)) && scope.test(incoming);
  }

  /** Signals a message, or keeps it until it is asked for. */
  void offer(Message message, int bytes) {
    if (subscriber.get() == null || complete) {
      return;
    }
    if (waiting.isEmpty() && takeDemand()) {
      signal(message);
      return;
    }
    waiting.add(new Kept(message, bytes));
    kept = waiting.size(); // before looking at the demand again: request() does it the other way
    intake.hold(bytes);
    drain();
  }

  private void drain() {
    while (subscriber.get() != null && badRequest == null && !waiting.isEmpty() && takeDemand()) {
      Kept next = waiting.remove();
      kept = waiting.size();
      signal(next.message());
      intake.release(next.bytes());
    }
    IllegalArgumentException bad = badRequest;
    if (bad != null) {
      finish(last -> last.onError(bad));
    } else if (complete) {
      finish(Flow.Subscriber::onComplete);
    }
    if (subscriber.get() == null) {
      discard();
    }
  }

  private boolean takeDemand() {
    long before = demand.getAndUpdate(d -> d == Long.MAX_VALUE || d == 0 ? d : d - 1);
    return before > 0;
  }

  private void signal(Message message) {
    Flow.Subscriber<? super Message> told = subscriber.get();
    if (told != null && !called(message.channel(), () -> told.onNext(message))) {
      cancel(); // rule 2.13: a subscriber that throws is taken to have cancelled
    }
  }

  private void finish(Consumer<Flow.Subscriber<? super Message>> terminal) {
    Flow.Subscriber<? super Message> last = subscriber.getAndSet(null);
    if (last != null) {
      forget.accept(this);
      called(null, () -> terminal.accept(last));
    }
  }

  private void discard() {
    for (Kept next = waiting.poll(); next != null; next = waiting.poll()) {
      intake.release(next.bytes());
    }
    kept = 0;
  }

  private boolean called(@Nullable String channel, Runnable signal) {
    Throwable thrown = watch.call(user, signal);
    if (thrown != null) {
      watch.errors().report(user, channel, thrown, Runnable::run);
    }
    return thrown == null;
  }

  private boolean guarded(Runnable signal) {
    try {
      signal.run();
      return true;
    } catch (Throwable thrown) { // the boundary to user code
      watch.errors().report(user, null, thrown, intake::callback);
      return false;
    }
  }
}

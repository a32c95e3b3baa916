package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.core.concurrent.CallbackBarrier;
import dev.agnost.realtime.core.concurrent.CallbackExecutor;
import dev.agnost.realtime.core.concurrent.NonBlockingScope;
import dev.agnost.realtime.core.concurrent.PendingFutures;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.ClosingConnections;
import dev.agnost.realtime.core.connection.Connector;
import dev.agnost.realtime.core.inbound.EventDelivery;
import dev.agnost.realtime.core.inbound.EventSink;
import dev.agnost.realtime.core.inbound.InboundBuffer;
import dev.agnost.realtime.core.inbound.InboundFlowControl;
import dev.agnost.realtime.core.listeners.ConnectionListeners;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import dev.agnost.realtime.core.observe.ConnectionLogger;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.outbound.FlushTracker;
import dev.agnost.realtime.core.outbound.MessageSender;
import dev.agnost.realtime.core.outbound.OutboundMessage;
import dev.agnost.realtime.core.outbound.OutboundQueue;
import dev.agnost.realtime.core.outbound.SendFuture;
import dev.agnost.realtime.core.outbound.SendPolicy;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.RetryLedger;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One managed connection with its queue, its listeners and its desired state. Thread-safe: every
 * call becomes a task of the serial executor; none blocks.
 */
public final class Session {

  private final Executor workers;
  private final Scheduler scheduler;
  final SerialExecutor executor;
  private final CallbackExecutor callbacks;
  private final SessionState state = new SessionState();
  private final DesiredState desired;
  private final ConnectionControl control;
  private final ConnectionListeners listeners;
  private final EventDelivery delivery;
  private final OutboundQueue queue;
  private final MessageSender sender;
  private final StatePublisher publisher;
  final SessionDriver driver;
  private final SessionEvents events;
  private final Diagnostics diagnostics;
  private final Queue<Membership> memberships = new ConcurrentLinkedQueue<>();

  /**
   * @param sink delivers received events to the listeners of the application
   */
  public Session(SessionOptions options, SessionEnvironment environment, EventSink sink) {
    this(options, environment, new SlowListenerDetector(environment.scheduler()), sink);
  }

  /**
   * @param detector watches the listeners of the connection; rests while the session is closed
   * @param sink delivers received events to the listeners of the application
   */
  public Session(
      SessionOptions options,
      SessionEnvironment environment,
      SlowListenerDetector detector,
      EventSink sink) {
    this.workers = environment.workers();
    this.scheduler = environment.scheduler();
    ConnectionLogger log = new ConnectionLogger(options.host());
    SessionInputs inputs = new SessionInputs(log);
    this.callbacks =
        new CallbackExecutor(environment.callbacks(), scheduler, inputs::callbacksRejected);
    this.executor = new SerialExecutor(workers, callbacks::dispatch, inputs::inputThrew);
    this.events = new SessionEvents(environment.metrics(), scheduler::now);
    this.listeners = new ConnectionListeners(executor, callbacks, detector, events);
    ClosingConnections closing = new ClosingConnections(scheduler, executor);
    this.control = new ConnectionControl(state, closing, executor, inputs);

    FlushTracker flushes = new FlushTracker(scheduler, executor, workers, environment.random());
    this.queue = new OutboundQueue(options.queue(), scheduler, executor, events, flushes);
    this.sender =
        new MessageSender(queue, flushes, scheduler, executor, events, control::transportThrew);
    SendPolicy sending = new SendPolicy(sender, queue, events, options.bufferMessages());

    InboundFlowControl flow =
        new InboundFlowControl(
            options.maxPendingMessages(),
            options.maxPendingBytes(),
            executor,
            events,
            control::transportThrew);
    this.delivery = new EventDelivery(callbacks, flow, sink, events);

    Connector connector =
        new Connector(
            options.connection(), environment.transport(), workers, executor, scheduler, events);
    PacketHandler packets =
        new PacketHandler(
            state,
            inputs,
            delivery,
            sender,
            connector,
            events,
            log,
            options.host(),
            options.credentials().canRefresh());
    ConnectionSignalHandler signals =
        new ConnectionSignalHandler(
            executor, state, inputs, packets, flow, sender, closing, events, options.host());
    RetryLedger ledger = new RetryLedger();
    CallbackBarrier barrier = new CallbackBarrier(callbacks, scheduler);
    ConnectAttempts attempts =
        new ConnectAttempts(
            connector, signals, control, state, inputs, ledger, listeners, barrier, executor,
            events);

    this.desired = new DesiredState(options.autoJoinChannels());
    this.publisher =
        new StatePublisher(
            listeners, detector, new PendingFutures(workers), ledger, scheduler, events, log);
    CloseCompletion completion =
        new CloseCompletion(new PendingFutures(workers), closing, barrier, environment);
    EffectHandler effects =
        new EffectHandler(
            state,
            attempts,
            control,
            connector,
            packets,
            delivery,
            flow,
            sender,
            desired,
            publisher,
            completion,
            events,
            log);
    this.driver =
        new SessionDriver(
            state,
            effects,
            new PhaseTimers(state, inputs, scheduler, executor, flow, options),
            publisher,
            packets,
            attempts,
            completion,
            sending,
            sender,
            executor,
            new ReconnectDecider(options, environment.random()),
            ledger,
            scheduler,
            events);
    inputs.attach(executor, driver, control, barrier);
    this.diagnostics =
        new Diagnostics(
            options,
            environment.transportName(),
            scheduler,
            publisher,
            queue,
            flow,
            events.recorder());
  }

  // -------------------------------------------------------------------------------- connection

  /** See {@link dev.agnost.realtime.Realtime#open()}. */
  public CompletableFuture<Void> open() {
    CompletableFuture<Void> connected = new CompletableFuture<>();
    executor.submit(() -> driver.open(connected));
    return connected;
  }

  /** See {@link dev.agnost.realtime.Realtime#close()}. */
  public CompletableFuture<Void> close() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    executor.submit(() -> driver.close(Input.USER_CLOSE, ended));
    return ended;
  }

  /** Closes for good at once. */
  public CompletableFuture<Void> release() {
    return release(Duration.ZERO);
  }

  /**
   * See {@link dev.agnost.realtime.AgnostClient#closeAsync()}.
   *
   * @param limit how long to wait for the server to confirm what was sent
   */
  public CompletableFuture<Void> release(Duration limit) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    executor.submit(() -> driver.release(limit, ended));
    return ended;
  }

  /**
   * Whether waiting on the current thread could delay a callback or the connection itself: it runs
   * callbacks, or it is a thread of the SDK or of the transport.
   */
  public boolean mustNotBlock() {
    Thread current = Thread.currentThread();
    return NonBlockingScope.isCurrent()
        || callbacks.lastThread() == current
        || state.connection().filter(open -> open.readingThread() == current).isPresent();
  }

  /** The state and the socket id, as one value. */
  public Snapshot snapshot() {
    return publisher.snapshot();
  }

  /** A description of the session for people. */
  public String diagnostics() {
    return diagnostics.text();
  }

  /** The listeners of the connection. */
  public ConnectionListeners listeners() {
    return listeners;
  }

  // ----------------------------------------------------------------------------------- messages

  /** Sends a message or queues it. */
  public CompletableFuture<Void> send(OutboundPacket packet) {
    SendFuture future = new SendFuture(workers, () -> executor.submit(sender::cancelled));
    OutboundMessage message = new OutboundMessage(packet, future, scheduler.now());
    executor.submit(() -> driver.send(message));
    return future.publish();
  }

  /** See {@link dev.agnost.realtime.Realtime#flush(Duration)}. */
  public CompletableFuture<Void> flush(Duration timeout) {
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    executor.submit(() -> sender.flush(flushed, timeout));
    return flushed;
  }

  /** Counts a message that was refused before {@link #send}. */
  public void refused(NotSentException.Reason why) {
    executor.submit(() -> events.dropped(why));
  }

  /** How many messages wait to be sent. */
  public int queuedMessages() {
    return queue.messages();
  }

  /** How many bytes of messages wait to be sent. */
  public long queuedBytes() {
    return queue.bytes();
  }

  /** For consumers that keep received messages for later. */
  public InboundBuffer inboundBuffer() {
    return delivery;
  }

  // ------------------------------------------------------------------------------ desired state

  /** See {@link dev.agnost.realtime.Realtime#join(String)}. */
  public void join(String channel, @Nullable Boolean echo) {
    membership(channel, true, (wanted, connected) -> wanted.join(channel, echo, connected));
  }

  /** See {@link dev.agnost.realtime.Realtime#leave(String)}. */
  public void leave(String channel, @Nullable Boolean echo) {
    membership(channel, false, (wanted, connected) -> wanted.leave(channel, echo, connected));
  }

  private void membership(
      String channel,
      boolean joined,
      BiFunction<DesiredState, Boolean, Optional<OutboundPacket>> change) {
    Membership pending = new Membership(channel, joined);
    memberships.add(pending);
    executor.submit(
        () -> {
          change(change);
          memberships.remove(pending);
        });
  }

  /** See {@link dev.agnost.realtime.Realtime#joinedChannels()}. */
  public Set<String> joinedChannels() {
    List<Membership> pending = List.copyOf(memberships); // first: then none is missed
    Set<String> channels = new LinkedHashSet<>(desired.joinedChannels());
    for (Membership change : pending) {
      if (change.joined) {
        channels.add(change.channel);
      } else {
        channels.remove(change.channel);
      }
    }
    return Collections.unmodifiableSet(channels);
  }

  /** A join or leave that was called and is not carried out yet. Equal to itself only. */
  private static final class Membership {
    private final String channel;
    private final boolean joined;

    Membership(String channel, boolean joined) {
      this.channel = channel;
      this.joined = joined;
    }
  }

  /** See {@link dev.agnost.realtime.Realtime#updateProfile(Object)}. */
  public void updateProfile(Encoded profile, @Nullable Boolean echo) {
    executor.submit(
        () -> change((wanted, connected) -> wanted.updateProfile(profile, echo, connected)));
  }

  private void change(BiFunction<DesiredState, Boolean, Optional<OutboundPacket>> change) {
    change.apply(desired, state.phase() == Phase.CONNECTED).ifPresent(control::write);
  }
}

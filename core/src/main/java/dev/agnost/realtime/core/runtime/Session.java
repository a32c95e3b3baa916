package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ListenerError;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.core.concurrent.CallbackExecutor;
import dev.agnost.realtime.core.concurrent.NonBlockingScope;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.inbound.EventSink;
import dev.agnost.realtime.core.inbound.InboundBuffer;
import dev.agnost.realtime.core.inbound.InboundFlowControl;
import dev.agnost.realtime.core.listeners.ConnectionListeners;
import dev.agnost.realtime.core.listeners.ListenerList;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import dev.agnost.realtime.core.outbound.OutboundMessage;
import dev.agnost.realtime.core.outbound.SendFuture;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.session.Input;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One managed connection with its queue and wishes, for any thread. Every call becomes an input of
 * the mailbox; none blocks.
 */
public final class Session {

  private final SessionEnvironment around;
  private final SlowListenerDetector watch;
  private final CallbackExecutor callbacks;
  private final SerialExecutor mailbox;
  private final SessionDriver shell;
  private final Diagnostics diagnostics;
  private final Queue<Membership> memberships = new ConcurrentLinkedQueue<>();

  /**
   * @param events delivers what is received
   */
  public Session(SessionOptions options, SessionEnvironment around, EventSink events) {
    this(options, around, new SlowListenerDetector(around.timers()), events);
  }

  /**
   * @param watch is told of each call of a listener of the connection, and rests while closed
   * @param events delivers what is received
   */
  public Session(
      SessionOptions options,
      SessionEnvironment around,
      SlowListenerDetector watch,
      EventSink events) {
    this.around = around;
    this.watch = watch;
    this.callbacks =
        new CallbackExecutor(around.callbacks(), around.timers(), this::callbacksRejected);
    this.mailbox = new SerialExecutor(around.workers(), callbacks::dispatch, this::broken);
    this.shell = new SessionDriver(options, around, mailbox, callbacks, watch, events);
    this.diagnostics = new Diagnostics(options, around.transportName(), around.timers(), shell);
  }

  // -------------------------------------------------------------------------------- connection

  /** See {@link dev.agnost.realtime.Realtime#open()}. */
  public CompletableFuture<Void> open() {
    CompletableFuture<Void> connected = new CompletableFuture<>();
    mailbox.submit(() -> shell.open(connected));
    return connected;
  }

  /** See {@link dev.agnost.realtime.Realtime#close()}. */
  public CompletableFuture<Void> close() {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    mailbox.submit(() -> shell.close(Input.USER_CLOSE, gone));
    return gone;
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
    CompletableFuture<Void> gone = new CompletableFuture<>();
    mailbox.submit(() -> shell.release(limit, gone));
    return gone;
  }

  /**
   * Whether waiting on the current thread could keep a callback or the connection itself waiting:
   * it runs callbacks, or it is a thread of the SDK or of the transport.
   */
  public boolean mustNotBlock() {
    return NonBlockingScope.isCurrent()
        || callbacks.lastThread() == Thread.currentThread()
        || shell.readingThread() == Thread.currentThread();
  }

  /** State and socket id, as one value. */
  public Snapshot snapshot() {
    return shell.snapshot();
  }

  /** What is known of this session, for people. */
  public String diagnostics() {
    return diagnostics.text();
  }

  // ----------------------------------------------------------------------------------- messages

  /** Sends a message or queues it. */
  public CompletableFuture<Void> send(OutboundPacket packet) {
    SendFuture receipt = new SendFuture(around.workers(), () -> mailbox.submit(shell::cancelled));
    OutboundMessage message = new OutboundMessage(packet, receipt, around.timers().now());
    mailbox.submit(() -> shell.send(message));
    return receipt.publish();
  }

  /** See {@link dev.agnost.realtime.Realtime#flush(Duration)}. */
  public CompletableFuture<Void> flush(Duration timeout) {
    CompletableFuture<Void> left = new CompletableFuture<>();
    mailbox.submit(() -> shell.flush(left, timeout));
    return left;
  }

  /** A message will never be given to {@link #send}. */
  public void refused(NotSentException.Reason why) {
    mailbox.submit(() -> shell.journal().lost(why));
  }

  /** How many messages wait to be sent. */
  public int queuedMessages() {
    return shell.queue().messages();
  }

  /** How many bytes of messages wait to be sent. */
  public long queuedBytes() {
    return shell.queue().bytes();
  }

  // ------------------------------------------------------------------------------------- wishes

  /** See {@link dev.agnost.realtime.Realtime#join(String)}. */
  public void join(String channel, @Nullable Boolean echo) {
    membership(channel, true, (wishes, now) -> wishes.join(channel, echo, now));
  }

  /** See {@link dev.agnost.realtime.Realtime#leave(String)}. */
  public void leave(String channel, @Nullable Boolean echo) {
    membership(channel, false, (wishes, now) -> wishes.leave(channel, echo, now));
  }

  private void membership(
      String channel,
      boolean joined,
      BiFunction<DesiredState, Boolean, Optional<OutboundPacket>> change) {
    Membership pending = new Membership(channel, joined);
    memberships.add(pending);
    mailbox.submit(
        () -> {
          shell.wish(change);
          memberships.remove(pending);
        });
  }

  /** See {@link dev.agnost.realtime.Realtime#joinedChannels()}. */
  public Set<String> joinedChannels() {
    List<Membership> pending = List.copyOf(memberships); // first: then none is missed
    Set<String> channels = new LinkedHashSet<>(shell.joinedChannels());
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
    mailbox.submit(() -> shell.wish((wishes, now) -> wishes.updateProfile(profile, echo, now)));
  }

  // ---------------------------------------------------------------------------------- listeners

  /** For those who keep received messages for later. */
  public InboundBuffer intake() {
    InboundFlowControl window = shell.window();
    return new InboundBuffer() {
      @Override
      public void hold(int bytes) {
        window.handedOn(bytes);
      }

      @Override
      public void release(int bytes) {
        window.consumed(bytes);
      }

      @Override
      public void callback(Runnable task) {
        callbacks.add(task);
        callbacks.dispatch();
      }
    };
  }

  /** Adds a listener; told at once, in order, if connected. */
  public Registration onConnect(Runnable listener) {
    return add(
        of -> of.connect,
        listener,
        slot -> {
          if (snapshot().state() == ConnectionState.CONNECTED) {
            callbacks.add(() -> slot.tell(Runnable::run, shell.journal()));
          }
        });
  }

  /** Adds a listener. */
  public Registration onDisconnect(Consumer<? super DisconnectReason> listener) {
    return add(of -> of.disconnect, listener, slot -> {});
  }

  /** Adds a listener. */
  public Registration onError(Consumer<? super RealtimeError> listener) {
    return add(of -> of.error, listener, slot -> {});
  }

  /** Adds a listener. */
  public Registration onReconnectAttempt(LongConsumer listener) {
    return add(of -> of.attempt, listener, slot -> {});
  }

  /** Adds a listener. */
  public Registration onStateChange(Consumer<? super StateChange> listener) {
    return add(of -> of.state, listener, slot -> {});
  }

  /** Adds a listener, effective at once. */
  public Registration onListenerError(Consumer<? super ListenerError> listener) {
    return watch.errors().add(listener);
  }

  private <T> Registration add(
      Function<ConnectionListeners, ListenerList<T>> list,
      T listener,
      Consumer<ListenerList.Slot<T>> added) {
    ListenerList<T> listeners = list.apply(shell.listeners());
    ListenerList.Slot<T> slot = listeners.slot(listener);
    mailbox.submit(
        () -> {
          listeners.add(slot);
          added.accept(slot);
        });
    return slot;
  }

  // ------------------------------------------------------------------------------------ trouble

  private void broken(Throwable thrown) {
    shell.broken(thrown);
  }

  private void callbacksRejected(Throwable rejected) {
    mailbox.submit(() -> shell.callbacksRejected(rejected));
  }
}

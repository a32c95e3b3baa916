package dev.agnost.realtime;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The realtime module of an environment: one managed connection, its channels and messages.
 *
 * <p>Thread-safe. No method blocks. Listeners run one at a time and in order on the callback
 * executor of the client, catch-all listeners before named ones, each in order of registration; one
 * that throws affects no other and is logged. Called inside a listener, methods take effect in the
 * same way as from any other thread.
 */
public interface Realtime {

  // -------------------------------------------------------------------------------- connection

  /**
   * Connects, from any state: now rather than after the current wait. Does nothing while connecting
   * or connected.
   *
   * @return done when connected; fails with {@link ConnectionFailedException} when the client stops
   *     trying, by {@code close()}, a refusal, or its policy. Attempts that fail and are retried do
   *     not end it; {@link Realtime#onError} reports them. Cancelling it changes nothing else.
   */
  CompletableFuture<Void> open();

  /**
   * Disconnects, from any state. No attempt follows until {@link #open()}. What waits in the queue
   * fails with {@link NotSentException.Reason#CLOSED}; channels and profile are remembered.
   *
   * @return done when the connection is released, at most two seconds later
   */
  CompletableFuture<Void> close();

  /**
   * Returns whether the connection is established: from the CONNECT reply until its end is
   * detected.
   */
  boolean isConnected();

  /**
   * Returns the Socket.IO id of the connection, which other members see as well; null when not
   * connected. Each reconnect brings a new one.
   */
  @Nullable String getSocketId();

  /** Returns the state of the connection. */
  ConnectionState state();

  /**
   * Registers a listener that is called each time the connection is established. If it already is,
   * the listener is called once for that.
   */
  Registration onConnect(Runnable listener);

  /**
   * Registers a listener that is called once whenever an established connection ends. {@link
   * #isConnected()} is false by then.
   */
  Registration onDisconnect(Consumer<? super DisconnectReason> listener);

  /** Registers a listener that is called with each failed attempt to connect. */
  Registration onError(Consumer<? super RealtimeError> listener);

  /**
   * Registers a listener that is called right before each automatic attempt with its number: 1, 2,
   * ... since the last connect.
   */
  Registration onReconnectAttempt(LongConsumer listener);

  /** Registers a listener that is called with every change of {@link #state()}. */
  Registration onStateChange(Consumer<? super StateChange> listener);

  /**
   * Registers a listener that is called when another listener or a subscriber throws, or when a
   * payload does not fit the type that a listener is bound to. Such a failure is logged in any case
   * and affects nothing else.
   *
   * <p>It is called on the callback executor, right after the failure. What it throws itself is
   * logged and not reported to any listener.
   */
  Registration onListenerError(Consumer<? super ListenerError> listener);

  // ----------------------------------------------------------------------------------- messages

  /**
   * Sends a message to a channel. The client need not have joined it.
   *
   * @param channel not blank
   * @param event not blank and not reserved: {@code connect}, {@code connect_error}, {@code
   *     disconnect}, {@code disconnecting}, {@code newListener}, {@code removeListener}, {@code
   *     channel:*} and {@code user:*} would stop the server or be taken for events of the platform
   * @param message any value with a JSON form, {@code byte[]} and {@link java.nio.ByteBuffer}
   *     anywhere inside, or null; encoded before this returns. Elements of a bare generic
   *     collection of a polymorphic type lose their type ids: send an array, or a record that has
   *     the collection as a typed property
   * @return done when the message has been handed to the connection (the server acknowledges
   *     nothing); fails with {@link NotSentException} when it was dropped; cancelling takes it out
   *     of the queue if it still waits there
   * @throws IllegalArgumentException if the channel or event name is invalid (AGN-310)
   * @throws PayloadException if the message cannot be encoded (AGN-401)
   */
  CompletableFuture<Void> send(String channel, String event, @Nullable Object message);

  /** As {@link #send(String, String, Object)}, with an explicit echo option for this message. */
  CompletableFuture<Void> send(
      String channel, String event, @Nullable Object message, boolean echo);

  /** Sends a message to all clients of the environment; otherwise as {@code send}. */
  CompletableFuture<Void> broadcast(String event, @Nullable Object message);

  /** As {@link #broadcast(String, Object)}, with an explicit echo option for this message. */
  CompletableFuture<Void> broadcast(String event, @Nullable Object message, boolean echo);

  /** Returns the number of messages in the queue. */
  int queuedMessages();

  /** Returns the size of the messages in the queue, in bytes. */
  long queuedBytes();

  /**
   * Waits until the server has handled all messages that were sent before this call, on whatever
   * thread. So {@code flush(..)} followed by {@link #close()} loses nothing.
   *
   * <p>The server acknowledges no message. The client asks it to echo one request that it handles
   * after the messages; no listener and no other client can notice that. Handled means that the
   * server has passed the messages on, not that others have received them.
   *
   * <p>Messages that were cancelled are not waited for. While there is no connection it waits for
   * one; it does not open one.
   *
   * @param timeout not negative; more than 100 years count as 100 years
   * @return completes when the server has confirmed the messages, at once if there are none; fails
   *     with {@link FlushException} when the time is over ({@link
   *     FlushException.Reason#UNCONFIRMED} if all messages were written, as under a rate limit of
   *     the environment), on {@code close()}, when the client stops trying, when one of the
   *     messages is dropped, and when a connection is lost before its messages are confirmed;
   *     cancelling it changes nothing else
   * @throws IllegalArgumentException if the timeout is negative
   */
  CompletableFuture<Void> flush(Duration timeout);

  /**
   * Registers a listener that is called with each message of this event name. A listener that is
   * registered twice is called twice.
   */
  Registration on(String event, Consumer<? super Message> listener);

  /**
   * Registers a listener that is called with each message of this event name, bound to a type. It
   * gets null where the payload is JSON {@code null} or absent. A payload that does not fit the
   * type is an error of this listener: it is not called.
   */
  <T> Registration on(
      String event, Class<T> type, BiConsumer<? super @Nullable T, ? super Message> listener);

  /** As {@link #on(String, Class, BiConsumer)} for a generic type. */
  <T> Registration on(
      String event, TypeRef<T> type, BiConsumer<? super @Nullable T, ? super Message> listener);

  /**
   * Registers a listener that is called with the next message of this event name. It is removed
   * before it runs.
   */
  Registration once(String event, Consumer<? super Message> listener);

  /** As {@link #once(String, Consumer)}, bound to a type. */
  <T> Registration once(
      String event, Class<T> type, BiConsumer<? super @Nullable T, ? super Message> listener);

  /** As {@link #once(String, Consumer)}, bound to a generic type. */
  <T> Registration once(
      String event, TypeRef<T> type, BiConsumer<? super @Nullable T, ? super Message> listener);

  /** Registers a listener that is called with every message, before the named listeners. */
  Registration onAny(Consumer<? super Message> listener);

  /**
   * Removes one registration of this listener for this event, also one made by {@code once}; the
   * earliest if there are several. A method reference or, in Kotlin, a lambda is a new object each
   * time it is written, so that it is not found here: keep the {@link Registration} instead.
   *
   * @param listener the object that was given to {@code on} or {@code once}
   * @return whether a listener was removed
   */
  boolean off(String event, Object listener);

  /**
   * Removes all listeners of this event.
   *
   * @return whether a listener was removed
   */
  boolean off(String event);

  /**
   * Removes all listeners of all events: those of messages, channels and users. Catch-all listeners
   * are removed by {@link #offAny()}; listeners of the connection stay.
   *
   * @return whether a listener was removed
   */
  boolean off();

  /**
   * Removes one registration of this catch-all listener, the earliest if there are several.
   *
   * @return whether a listener was removed
   */
  boolean offAny(Consumer<? super Message> listener);

  /**
   * Removes all catch-all listeners.
   *
   * @return whether a listener was removed
   */
  boolean offAny();

  /** Returns the listeners of this event in order, as they were given; empty if there are none. */
  List<Object> getListeners(String event);

  /**
   * Returns the messages of this event name as a publisher, by the rules of Reactive Streams.
   *
   * <p>Each subscriber gets each message that is received after its {@code subscribe} has returned,
   * in order and as it asks for them; {@code onSubscribe} runs in {@code subscribe}, all other
   * signals where listeners run, one at a time with them, after the listeners of the same message.
   * What a subscriber has not asked for yet is kept, and counts towards {@code maxPendingMessages}
   * and {@code maxPendingBytes} once for each such subscriber; when these are reached the client
   * stops reading altogether. <b>A subscriber without demand therefore stalls all messages of this
   * client</b>, though not its connection events, and in the end, since pings are not read either,
   * the server ends the connection. Cancel a subscription that is not wanted any more.
   *
   * <p>Subscriptions outlive disconnects, {@code close()} and {@code off()}. {@link
   * AgnostClient#close()} completes them; what was not asked for until then is discarded. A request
   * that is not positive ends the subscription with {@code onError}; nothing else does.
   *
   * @throws IllegalArgumentException if the event is blank (AGN-310)
   */
  Flow.Publisher<Message> messages(String event);

  /** As {@link #messages(String)} for everything that {@link #onAny} receives. */
  Flow.Publisher<Message> messages();

  // ----------------------------------------------------------------------------------- channels

  /**
   * Returns a handle of one channel, which is not joined by that.
   *
   * @param channel not blank
   * @throws IllegalArgumentException if the channel is blank (AGN-310)
   */
  Channel channel(String channel);

  /**
   * Joins a channel now, or at the next connect. Idempotent. The membership is restored after each
   * reconnect, until {@link #leave}.
   *
   * @param channel not blank
   * @throws IllegalArgumentException if the channel is blank (AGN-310)
   */
  void join(String channel);

  /**
   * As {@link #join(String)}, with an explicit echo option for the join event, also of each rejoin.
   */
  void join(String channel, boolean echo);

  /**
   * Returns the channels that the client has joined, or joins at the next connect, in order of
   * their first {@code join}. All calls that happened before are taken into account.
   *
   * @return an unmodifiable snapshot
   */
  Set<String> joinedChannels();

  /** Leaves a channel, which is not joined again. */
  void leave(String channel);

  /** As {@link #leave(String)}, with an explicit echo option for the leave event. */
  void leave(String channel, boolean echo);

  /**
   * Sets the profile that other members see. It is restored after every reconnect.
   *
   * @param profile any value with a JSON form, {@code byte[]} or null; encoded before this returns
   * @throws PayloadException if it cannot be encoded (AGN-401)
   */
  void updateProfile(@Nullable Object profile);

  /** As {@link #updateProfile(Object)}, with an explicit echo option for the update event. */
  void updateProfile(@Nullable Object profile, boolean echo);

  /**
   * Registers a listener for members that join a channel that this client is in; the client itself
   * included if the join was echoed.
   *
   * <p>A member can send a message that has the name and the form of such an event, and of those of
   * {@link #onLeave} and {@link #onUpdate}: it cannot be told apart. {@link #getMembers} asks the
   * server.
   */
  Registration onJoin(Consumer<? super ChannelMember> listener);

  /** Registers a listener for members that leave a channel that this client is in. */
  Registration onLeave(Consumer<? super ChannelMember> listener);

  /** Registers a listener for members that update their profile. */
  Registration onUpdate(Consumer<? super ChannelMember> listener);

  /**
   * Registers a listener for events of the user whose session token this client has. Messages that
   * members send under the name of such an event are none.
   */
  Registration onUserEvent(UserEventListener listener);

  /**
   * Requests the members of a channel by HTTP.
   *
   * @return fails with {@link MembersException}; ends within the option {@code timeout}
   * @throws IllegalArgumentException if the channel is blank (AGN-310)
   */
  CompletableFuture<List<Member>> getMembers(String channel);
}

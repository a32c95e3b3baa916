package dev.agnost.realtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a {@link Realtime}: its methods with this channel as argument, and listeners that
 * are called for this channel only. Created by {@link Realtime#channel}, which joins nothing.
 *
 * <p>Thread-safe, without state of its own: two handles of the same channel are equal and
 * interchangeable. Listeners stay over {@code leave()}, reconnects and {@code close()}.
 *
 * <p>Listeners added here are listeners of the {@code Realtime}: they run in one order of
 * registration with those added there, {@link Realtime#getListeners} lists them, and {@link
 * Realtime#off(String, Object)}, {@link Realtime#off(String)}, {@link Realtime#off()} and {@link
 * Realtime#offAny()} remove them as any other. To remove one and nothing else, close its {@link
 * Registration}.
 */
public interface Channel {

  /** Returns the name of the channel. */
  String name();

  /** See {@link Realtime#join(String)}. */
  void join();

  /** See {@link Realtime#join(String, boolean)}. */
  void join(boolean echo);

  /** See {@link Realtime#leave(String)}. */
  void leave();

  /** See {@link Realtime#leave(String, boolean)}. */
  void leave(boolean echo);

  /** See {@link Realtime#send(String, String, Object)}. */
  CompletableFuture<Void> send(String event, @Nullable Object message);

  /** See {@link Realtime#send(String, String, Object, boolean)}. */
  CompletableFuture<Void> send(String event, @Nullable Object message, boolean echo);

  /**
   * Registers a listener that is called with each message of this channel and event name.
   * Broadcasts belong to no channel.
   */
  Registration on(String event, Consumer<? super Message> listener);

  /**
   * As {@link #on(String, Consumer)}, bound to a type; see {@link Realtime#on(String, Class,
   * BiConsumer)}.
   */
  <T> Registration on(
      String event, Class<T> type, BiConsumer<? super @Nullable T, ? super Message> listener);

  /** As {@link #on(String, Class, BiConsumer)} for a generic type. */
  <T> Registration on(
      String event, TypeRef<T> type, BiConsumer<? super @Nullable T, ? super Message> listener);

  /**
   * Registers a listener that is called with the next message of this channel and event name. It is
   * removed before it runs. Messages of other channels do not count.
   */
  Registration once(String event, Consumer<? super Message> listener);

  /** As {@link #once(String, Consumer)}, bound to a type. */
  <T> Registration once(
      String event, Class<T> type, BiConsumer<? super @Nullable T, ? super Message> listener);

  /** As {@link #once(String, Consumer)}, bound to a generic type. */
  <T> Registration once(
      String event, TypeRef<T> type, BiConsumer<? super @Nullable T, ? super Message> listener);

  /**
   * Registers a listener that is called with everything of this channel: its messages, and its
   * joins, leaves and updates as {@code channel:join}, {@code channel:leave} and {@code
   * channel:update}.
   */
  Registration onAny(Consumer<? super Message> listener);

  /** Returns the messages of this channel and event name; see {@link Realtime#messages(String)}. */
  Flow.Publisher<Message> messages(String event);

  /** Returns everything that {@link #onAny} receives; see {@link Realtime#messages(String)}. */
  Flow.Publisher<Message> messages();

  /** Registers a listener for members that join this channel; see {@link Realtime#onJoin}. */
  Registration onJoin(Consumer<? super ChannelMember> listener);

  /** Registers a listener for members that leave this channel. */
  Registration onLeave(Consumer<? super ChannelMember> listener);

  /** Registers a listener for members of this channel that update their profile. */
  Registration onUpdate(Consumer<? super ChannelMember> listener);

  /** Requests the members of this channel; see {@link Realtime#getMembers(String)}. */
  CompletableFuture<List<Member>> members();
}

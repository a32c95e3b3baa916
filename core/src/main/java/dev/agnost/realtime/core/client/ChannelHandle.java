package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Channel;
import dev.agnost.realtime.ChannelMember;
import dev.agnost.realtime.Member;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.TypeRef;
import dev.agnost.realtime.core.client.ListenerRegistry.Times;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A channel of a realtime module; equal to every other handle of the same one. */
final class ChannelHandle implements Channel {

  private final Realtime realtime;
  private final String name;
  private final Subscriptions listeners;

  /**
   * @param listeners those of this channel
   */
  ChannelHandle(Realtime realtime, String name, Subscriptions listeners) {
    this.realtime = realtime;
    this.name = name;
    this.listeners = listeners;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void join() {
    realtime.join(name);
  }

  @Override
  public void join(boolean echo) {
    realtime.join(name, echo);
  }

  @Override
  public void leave() {
    realtime.leave(name);
  }

  @Override
  public void leave(boolean echo) {
    realtime.leave(name, echo);
  }

  @Override
  public CompletableFuture<Void> send(String event, @Nullable Object message) {
    return realtime.send(name, event, message);
  }

  @Override
  public CompletableFuture<Void> send(String event, @Nullable Object message, boolean echo) {
    return realtime.send(name, event, message, echo);
  }

  @Override
  public Registration on(String event, Consumer<? super Message> listener) {
    return listeners.raw(event, Times.EVER, listener);
  }

  @Override
  public <T> Registration on(
      String event, Class<T> type, BiConsumer<? super @Nullable T, ? super Message> listener) {
    return listeners.typed(event, Times.EVER, listener, message -> message.as(type));
  }

  @Override
  public <T> Registration on(
      String event, TypeRef<T> type, BiConsumer<? super @Nullable T, ? super Message> listener) {
    return listeners.typed(event, Times.EVER, listener, message -> message.as(type));
  }

  @Override
  public Registration once(String event, Consumer<? super Message> listener) {
    return listeners.raw(event, Times.ONCE, listener);
  }

  @Override
  public <T> Registration once(
      String event, Class<T> type, BiConsumer<? super @Nullable T, ? super Message> listener) {
    return listeners.typed(event, Times.ONCE, listener, message -> message.as(type));
  }

  @Override
  public <T> Registration once(
      String event, TypeRef<T> type, BiConsumer<? super @Nullable T, ? super Message> listener) {
    return listeners.typed(event, Times.ONCE, listener, message -> message.as(type));
  }

  @Override
  public Registration onAny(Consumer<? super Message> listener) {
    return listeners.any(listener);
  }

  @Override
  public Flow.Publisher<Message> messages(String event) {
    return listeners.messages(event);
  }

  @Override
  public Flow.Publisher<Message> messages() {
    return listeners.messages();
  }

  @Override
  public Registration onJoin(Consumer<? super ChannelMember> listener) {
    return listeners.member(RealtimeModule.JOIN, listener);
  }

  @Override
  public Registration onLeave(Consumer<? super ChannelMember> listener) {
    return listeners.member(RealtimeModule.LEAVE, listener);
  }

  @Override
  public Registration onUpdate(Consumer<? super ChannelMember> listener) {
    return listeners.member(RealtimeModule.UPDATE, listener);
  }

  @Override
  public CompletableFuture<List<Member>> members() {
    return realtime.getMembers(name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChannelHandle handle
        && handle.realtime == realtime
        && handle.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "Channel[" + name + "]";
  }
}

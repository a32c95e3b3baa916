package dev.agnost.realtime.core.client;

import dev.agnost.realtime.ChannelMember;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.core.client.ListenerRegistry.Times;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds listeners to the registry, for all channels or for one. Thread-safe. */
final class Subscriptions {

  private final ListenerRegistry<IncomingEvent> registry;
  private final Publishers publishers;
  private final @Nullable String channel;

  /** Creates publishers of the messages of one name, or of all for null, within a scope. */
  interface Publishers
      extends BiFunction<@Nullable String, Predicate<IncomingEvent>, Flow.Publisher<Message>> {}

  /** For all channels and broadcasts. */
  Subscriptions(ListenerRegistry<IncomingEvent> registry, Publishers publishers) {
    this(registry, publishers, null);
  }

  private Subscriptions(
      ListenerRegistry<IncomingEvent> registry, Publishers publishers, @Nullable String channel) {
    this.registry = registry;
    this.publishers = publishers;
    this.channel = channel;
  }

  /** For one channel. */
  Subscriptions of(String name) {
    return new Subscriptions(registry, publishers, name);
  }

  Registration raw(String event, Times times, Consumer<? super Message> listener) {
    required(listener);
    return registry.add(
        NameChecks.event(event),
        times,
        messageScope(),
        listener,
        incoming -> listener.accept(incoming.message()));
  }

  <T> Registration typed(
      String event,
      Times times,
      BiConsumer<? super @Nullable T, ? super Message> listener,
      Function<Message, @Nullable T> bind) {
    required(listener);
    return registry.add(
        NameChecks.event(event),
        times,
        messageScope(),
        listener,
        incoming -> listener.accept(bind.apply(incoming.message()), incoming.message()));
  }

  Registration any(Consumer<? super Message> listener) {
    required(listener);
    return registry.addAny(
        messageScope(), listener, incoming -> listener.accept(incoming.message()));
  }

  Registration member(String event, Consumer<? super ChannelMember> listener) {
    required(listener);
    return registry.add(
        event,
        Times.EVER,
        memberScope(),
        listener,
        incoming -> incoming.member().ifPresent(listener));
  }

  Flow.Publisher<Message> messages(String event) {
    return publishers.apply(NameChecks.event(event), messageScope());
  }

  Flow.Publisher<Message> messages() {
    return publishers.apply(null, messageScope());
  }

  private Predicate<IncomingEvent> messageScope() {
    String only = channel;
    return only == null ? incoming -> true : incoming -> only.equals(incoming.message().channel());
  }

  private Predicate<IncomingEvent> memberScope() {
    String only = channel;
    return only == null
        ? incoming -> true
        : incoming -> incoming.member().filter(member -> only.equals(member.channel())).isPresent();
  }

  private static void required(Object listener) {
    Objects.requireNonNull(listener, "listener");
  }
}

package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Channel;
import dev.agnost.realtime.ChannelMember;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ListenerError;
import dev.agnost.realtime.Member;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.TypeRef;
import dev.agnost.realtime.UserEventListener;
import dev.agnost.realtime.core.client.ListenerRegistry.Times;
import dev.agnost.realtime.core.json.MessageTooLargeException;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.core.runtime.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The realtime module over a session. */
final class RealtimeModule implements Realtime {

  static final String JOIN = "channel:join";
  static final String LEAVE = "channel:leave";
  static final String UPDATE = "channel:update";

  private static final List<String> USER_EVENTS =
      List.of(
          "user:signin", "user:signout", "user:pwdchange", "user:emailchange", "user:phonechange");

  private final Session session;
  private final ListenerRegistry<IncomingEvent> listeners;
  private final Subscriptions added;
  private final PayloadCodec codec;
  private final int maxMessageBytes;
  private final Function<String, CompletableFuture<List<Member>>> members;

  RealtimeModule(
      Session session,
      ListenerRegistry<IncomingEvent> listeners,
      Subscriptions added,
      PayloadCodec codec,
      int maxMessageBytes,
      Function<String, CompletableFuture<List<Member>>> members) {
    this.session = session;
    this.listeners = listeners;
    this.added = added;
    this.codec = codec;
    this.maxMessageBytes = maxMessageBytes;
    this.members = members;
  }

  // -------------------------------------------------------------------------------- connection

  @Override
  public CompletableFuture<Void> open() {
    return session.open();
  }

  @Override
  public CompletableFuture<Void> close() {
    return session.close();
  }

  @Override
  public boolean isConnected() {
    return state() == ConnectionState.CONNECTED;
  }

  @Override
  public @Nullable String getSocketId() {
    return session.snapshot().socketId();
  }

  @Override
  public ConnectionState state() {
    return session.snapshot().state();
  }

  @Override
  public Registration onConnect(Runnable listener) {
    return session.listeners().onConnect(required(listener));
  }

  @Override
  public Registration onDisconnect(Consumer<? super DisconnectReason> listener) {
    return session.listeners().onDisconnect(required(listener));
  }

  @Override
  public Registration onError(Consumer<? super RealtimeError> listener) {
    return session.listeners().onError(required(listener));
  }

  @Override
  public Registration onReconnectAttempt(LongConsumer listener) {
    return session.listeners().onReconnectAttempt(required(listener));
  }

  @Override
  public Registration onStateChange(Consumer<? super StateChange> listener) {
    return session.listeners().onStateChange(required(listener));
  }

  @Override
  public Registration onListenerError(Consumer<? super ListenerError> listener) {
    return session.listeners().onListenerError(required(listener));
  }

  // ----------------------------------------------------------------------------------- messages

  @Override
  public CompletableFuture<Void> send(String channel, String event, @Nullable Object message) {
    return emit(NameChecks.channel(channel), event, message, null);
  }

  @Override
  public CompletableFuture<Void> send(
      String channel, String event, @Nullable Object message, boolean echo) {
    return emit(NameChecks.channel(channel), event, message, echo);
  }

  @Override
  public CompletableFuture<Void> broadcast(String event, @Nullable Object message) {
    return emit(null, event, message, null);
  }

  @Override
  public CompletableFuture<Void> broadcast(String event, @Nullable Object message, boolean echo) {
    return emit(null, event, message, echo);
  }

  private CompletableFuture<Void> emit(
      @Nullable String channel, String event, @Nullable Object message, @Nullable Boolean echo) {
    String name = NameChecks.sendableEvent(event);
    Encoded encoded;
    try {
      encoded = codec.encode(message);
    } catch (PayloadException failure) {
      if (failure.getCause() instanceof MessageTooLargeException large) {
        return tooLarge(large.getMessage());
      }
      throw failure;
    }
    OutboundPacket packet = PacketEncoder.message(channel, name, encoded, echo);
    return packet.bytes() > maxMessageBytes
        ? tooLarge(packet.bytes() + " bytes")
        : session.send(packet);
  }

  private CompletableFuture<Void> tooLarge(@Nullable String size) {
    session.refused(NotSentException.Reason.TOO_LARGE);
    CompletableFuture<Void> failed = new CompletableFuture<>(); // Android has no failedFuture
    failed.completeExceptionally(
        new NotSentException(
            NotSentException.Reason.TOO_LARGE,
            "The message has "
                + size
                + " and maxOutboundMessageBytes is "
                + maxMessageBytes
                + ". Send it in parts or raise the limit."));
    return failed;
  }

  @Override
  public int queuedMessages() {
    return session.queuedMessages();
  }

  @Override
  public long queuedBytes() {
    return session.queuedBytes();
  }

  @Override
  public CompletableFuture<Void> flush(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative: " + timeout);
    }
    return session.flush(timeout);
  }

  @Override
  public Registration on(String event, Consumer<? super Message> listener) {
    return added.raw(event, Times.EVER, listener);
  }

  @Override
  public <T> Registration on(
      String event, Class<T> type, BiConsumer<? super @Nullable T, ? super Message> listener) {
    return added.typed(event, Times.EVER, listener, message -> message.as(type));
  }

  @Override
  public <T> Registration on(
      String event, TypeRef<T> type, BiConsumer<? super @Nullable T, ? super Message> listener) {
    return added.typed(event, Times.EVER, listener, message -> message.as(type));
  }

  @Override
  public Registration once(String event, Consumer<? super Message> listener) {
    return added.raw(event, Times.ONCE, listener);
  }

  @Override
  public <T> Registration once(
      String event, Class<T> type, BiConsumer<? super @Nullable T, ? super Message> listener) {
    return added.typed(event, Times.ONCE, listener, message -> message.as(type));
  }

  @Override
  public <T> Registration once(
      String event, TypeRef<T> type, BiConsumer<? super @Nullable T, ? super Message> listener) {
    return added.typed(event, Times.ONCE, listener, message -> message.as(type));
  }

  @Override
  public Registration onAny(Consumer<? super Message> listener) {
    return added.any(listener);
  }

  @Override
  public boolean off(String event, Object listener) {
    return listeners.off(NameChecks.event(event), required(listener));
  }

  @Override
  public boolean off(String event) {
    return listeners.off(NameChecks.event(event));
  }

  @Override
  public boolean off() {
    return listeners.off();
  }

  @Override
  public boolean offAny(Consumer<? super Message> listener) {
    return listeners.offAny(required(listener));
  }

  @Override
  public boolean offAny() {
    return listeners.offAny();
  }

  @Override
  public List<Object> getListeners(String event) {
    return listeners.listeners(NameChecks.event(event));
  }

  @Override
  public Flow.Publisher<Message> messages(String event) {
    return added.messages(event);
  }

  @Override
  public Flow.Publisher<Message> messages() {
    return added.messages();
  }

  // ----------------------------------------------------------------------------------- channels

  @Override
  public Channel channel(String channel) {
    return new ChannelHandle(this, NameChecks.channel(channel), added.of(channel));
  }

  @Override
  public void join(String channel) {
    session.join(NameChecks.channel(channel), null);
  }

  @Override
  public void join(String channel, boolean echo) {
    session.join(NameChecks.channel(channel), echo);
  }

  @Override
  public Set<String> joinedChannels() {
    return session.joinedChannels();
  }

  @Override
  public void leave(String channel) {
    session.leave(NameChecks.channel(channel), null);
  }

  @Override
  public void leave(String channel, boolean echo) {
    session.leave(NameChecks.channel(channel), echo);
  }

  @Override
  public void updateProfile(@Nullable Object profile) {
    session.updateProfile(encodedProfile(profile), null);
  }

  @Override
  public void updateProfile(@Nullable Object profile, boolean echo) {
    session.updateProfile(encodedProfile(profile), echo);
  }

  private Encoded encodedProfile(@Nullable Object profile) {
    return codec.encode(profile);
  }

  @Override
  public Registration onJoin(Consumer<? super ChannelMember> listener) {
    return added.member(JOIN, listener);
  }

  @Override
  public Registration onLeave(Consumer<? super ChannelMember> listener) {
    return added.member(LEAVE, listener);
  }

  @Override
  public Registration onUpdate(Consumer<? super ChannelMember> listener) {
    return added.member(UPDATE, listener);
  }

  @Override
  public Registration onUserEvent(UserEventListener listener) {
    required(listener);
    List<Registration> all =
        USER_EVENTS.stream()
            .map(
                name ->
                    listeners.add(
                        name,
                        Times.EVER,
                        IncomingEvent::isUserEvent,
                        listener,
                        event -> listener.onUserEvent(name, event.session(), event.user())))
            .toList();
    return () -> all.forEach(Registration::close);
  }

  @Override
  public CompletableFuture<List<Member>> getMembers(String channel) {
    return members.apply(NameChecks.channel(channel));
  }

  private static <T> T required(T listener) {
    return Objects.requireNonNull(listener, "listener");
  }
}

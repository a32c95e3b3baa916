package dev.agnost.realtime.core.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Member;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import dev.agnost.realtime.core.runtime.Session;
import dev.agnost.realtime.core.runtime.SessionEnvironment;
import dev.agnost.realtime.core.runtime.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Connects session, listeners and streams to a client, in whatever surroundings: those of a process
 * or those of a simulation.
 *
 * @param options of the session
 * @param around what the session depends on
 * @param codec turns values into payloads and back
 * @param maxMessageBytes the largest message sent
 * @param members asks who is in a channel
 */
record ClientFactory(
    SessionOptions options,
    SessionEnvironment around,
    PayloadCodec codec,
    int maxMessageBytes,
    Function<String, CompletableFuture<List<Member>>> members) {

  /**
   * The client.
   *
   * @param setup registers listeners before anything can happen
   * @param autoConnect whether the first access connects
   * @param closeTimeout how long a close waits for the server to confirm what was sent
   */
  AgnostClient client(List<Consumer<Realtime>> setup, boolean autoConnect, Duration closeTimeout) {
    SlowListenerDetector watch = new SlowListenerDetector(around.scheduler());
    ListenerRegistry<IncomingEvent> registry =
        new ListenerRegistry<>(watch, event -> event.message().channel());
    MessageStreams streams = new MessageStreams();
    Session session =
        new Session(
            options,
            around,
            watch,
            event -> {
              IncomingEvent incoming = new IncomingEvent(event, codec);
              registry.deliver(event.name(), incoming);
              streams.deliver(event.name(), incoming);
            });
    RealtimeModule realtime =
        new RealtimeModule(
            session,
            registry,
            new Subscriptions(
                registry,
                (event, scope) -> streams.publisher(event, scope, session.inboundBuffer(), watch)),
            codec,
            maxMessageBytes,
            members);
    setup.forEach(listener -> listener.accept(realtime));
    return new ManagedClient(
        session, realtime, streams::end, autoConnect, options.host(), closeTimeout);
  }
}

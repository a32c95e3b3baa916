package dev.agnost.realtime.core.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.core.runtime.Session;
import dev.agnost.realtime.core.runtime.SessionOptions;
import dev.agnost.realtime.core.runtime.Surroundings;
import java.util.concurrent.CompletableFuture;

/** Puts the real client together in surroundings that are not: the door for the simulation. */
public final class SimulatedClient {

  private SimulatedClient() {}

  /** A client that connects when {@code open()} is called. */
  public static AgnostClient of(
      SessionOptions options, Surroundings around, PayloadCodec codec, int maxMessageBytes) {
    ListenerRegistry<IncomingEvent> registry = new ListenerRegistry<>();
    Session session =
        new Session(
            options,
            around,
            event -> registry.deliver(event.name(), new IncomingEvent(event, codec)));
    RealtimeModule realtime =
        new RealtimeModule(
            session,
            registry,
            codec,
            maxMessageBytes,
            channel -> CompletableFuture.failedFuture(new AssertionError("no REST here")));
    return new ManagedClient(session, realtime, false, options.host());
  }
}

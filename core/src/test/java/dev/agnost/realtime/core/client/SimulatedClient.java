package dev.agnost.realtime.core.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.core.runtime.SessionEnvironment;
import dev.agnost.realtime.core.runtime.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Puts the real client together in surroundings that are not: the door for the simulation. */
public final class SimulatedClient {

  private SimulatedClient() {}

  /** A client that connects when {@code open()} is called. */
  public static AgnostClient of(
      SessionOptions options, SessionEnvironment around, PayloadCodec codec, int maxMessageBytes) {
    return new ClientFactory(
            options,
            around,
            codec,
            maxMessageBytes,
            channel -> CompletableFuture.failedFuture(new AssertionError("no REST here")))
        .client(List.of(), false, Duration.ZERO);
  }
}

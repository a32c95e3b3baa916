package dev.agnost.realtime.core.connection;

import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fetches credentials and has the transport connect with them. On the serial executor only. */
public final class Connector {

  private final ConnectOptions options;
  private final Supplier<Transport> transports;
  private final Executor workers;
  private final SerialExecutor executor;
  private final Scheduler scheduler;
  private final SessionEvents events;

  private boolean fetching; // the suppliers have not answered yet
  private @Nullable Receiver next; // of the answer to the next question
  private Credentials.@Nullable Granted granted; // the latest
  private @Nullable Transport transport;

  /**
   * @param transports creates the transport, or throws if it cannot; asked until it does not throw
   * @param workers run the suppliers of credentials
   */
  public Connector(
      ConnectOptions options,
      Supplier<Transport> transports,
      Executor workers,
      SerialExecutor executor,
      Scheduler scheduler,
      SessionEvents events) {
    this.options = options;
    this.transports = transports;
    this.workers = workers;
    this.executor = executor;
    this.scheduler = scheduler;
    this.events = events;
  }

  /** Receives credentials on the serial executor. */
  @FunctionalInterface
  public interface Receiver {

    /**
     * Receives the answer of the suppliers.
     *
     * @param granted null if the suppliers failed
     * @param thrown by the suppliers
     */
    void received(Credentials.@Nullable Granted granted, @Nullable Throwable thrown);
  }

  /**
   * Asks the suppliers for credentials. One question at a time: of the calls that come while the
   * suppliers are asked, only the latest gets an answer.
   */
  public void fetchCredentials(Receiver receiver) {
    if (fetching) {
      next = receiver;
      return;
    }
    fetching = true;
    CompletableFuture<?> unused =
        CompletableFuture.completedFuture(options.credentials())
            .thenCompose(suppliers -> suppliers.ask(workers))
            .whenComplete(
                (value, thrown) -> executor.submit(() -> fetched(receiver, value, thrown)));
  }

  private void fetched(
      Receiver receiver, Credentials.@Nullable Granted value, @Nullable Throwable thrown) {
    fetching = false;
    Receiver latest = next;
    next = null;
    if (latest != null) {
      fetchCredentials(latest);
    } else {
      granted = value;
      receiver.received(value, thrown);
    }
  }

  /**
   * Has the transport connect.
   *
   * @throws RuntimeException or an {@link Error} if there is no transport or it throws, which its
   *     contract forbids
   */
  public Connection connect(
      long generation, Credentials.Granted credentials, Connection.Sink signals) {
    Transport ready = transport;
    if (ready == null) {
      ready = transports.get();
      transport = ready;
    }
    Connection connection =
        new Connection(
            generation, new PacketDecoder(options.decoderLimits()), scheduler, events, signals);
    ConnectRequest request = ConnectRequest.of(options.uri(), credentials.headers());
    try {
      connection.attach(ready.connect(request, connection));
    } catch (RuntimeException | Error thrown) {
      connection.end();
      throw thrown;
    }
    return connection;
  }

  /** The most bytes that the transport can keep unsent. */
  public long maxBufferedBytes() {
    return transport == null ? Long.MAX_VALUE : transport.maxBufferedBytes();
  }

  /** Replaces the current API key and session token in a text. */
  public String withoutSecrets(String text) {
    Credentials.Granted latest = granted;
    return latest == null ? text : latest.withoutSecrets(text);
  }

  /** CONNECT with the credentials of this attempt. */
  public OutboundPacket connectPacket() {
    Credentials.Granted latest = granted;
    if (latest == null) {
      throw new IllegalStateException("CONNECT before credentials");
    }
    return PacketEncoder.connect(
        options.envId(), latest.apiKey(), latest.sessionToken(), options.echoMessages());
  }
}

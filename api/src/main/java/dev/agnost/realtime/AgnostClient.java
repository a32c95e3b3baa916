package dev.agnost.realtime;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A client of one Agnost environment. Make one, share it, close it at the end. Thread-safe.
 *
 * <pre>{@code
 * try (AgnostClient client = AgnostClient.create("https://cluster.example.com/env-abc", apiKey)) {
 *   Realtime rt = client.realtime(); // connects
 *   rt.join("chat");
 *   rt.on("say", message -> System.out.println(message.asText()));
 *   rt.send("chat", "say", "hello");
 * }
 * }</pre>
 */
public interface AgnostClient extends AutoCloseable {

  /**
   * Creates a client with the default options.
   *
   * @param baseUrl {@code https://<cluster>/<envId>}
   * @param apiKey of the environment
   * @throws InvalidConfigurationException if an option is invalid; lists all mistakes
   * @throws TransportSelectionException if there is no transport (AGN-101)
   */
  static AgnostClient create(String baseUrl, String apiKey) {
    return builder(baseUrl, apiKey).build();
  }

  /** Returns a builder with a constant API key. Options are checked by {@link Builder#build()}. */
  static Builder builder(String baseUrl, String apiKey) {
    return builder(baseUrl).apiKey(apiKey);
  }

  /** Returns a builder without an API key, which must be set. */
  static Builder builder(String baseUrl) {
    return CoreLoader.load().builder(baseUrl);
  }

  /**
   * Returns the realtime module. The first call starts to connect unless {@code
   * autoConnect(false)}; it returns at once and never throws because of the network.
   *
   * @return always the same object
   */
  Realtime realtime();

  /**
   * Returns the realtime module after running {@code setup} on this thread. On the first call,
   * {@code setup} runs before the client starts to connect, so that its listeners miss no event.
   */
  Realtime realtime(Consumer<? super Realtime> setup);

  /**
   * Returns the state of the connection without opening it: {@link ConnectionState#IDLE} until the
   * first access to {@link #realtime()}. For health checks.
   */
  ConnectionState state();

  /**
   * Ends the connection for good and releases everything that this client created, and nothing that
   * it was given. Idempotent. Afterwards {@code open()} fails and sends fail with {@link
   * NotSentException.Reason#CLOSED}.
   *
   * <p>Messages that were sent while connected are not lost: the connection ends when the server
   * has confirmed them, or after {@link Builder#closeTimeout}. Messages in the offline queue fail.
   *
   * <p>Waits until the connection is released, for up to {@code closeTimeout} and two seconds.
   * Returns at once on threads on which waiting would hold up the client itself: in callbacks, on
   * threads of the callback executor, of the SDK and of the transport. When the thread is
   * interrupted, the connection ends at once and the interrupt status stays set.
   */
  @Override
  void close();

  /**
   * As {@link #close()}, without waiting. The result completes when the connection is released,
   * within {@code closeTimeout} and two seconds.
   */
  CompletionStage<Void> closeAsync();

  /**
   * Returns a description of this client for humans: state, server, transport, queues, counters,
   * and the last things that happened, on several lines. To be logged or attached to a report. It
   * holds no payload, API key, token, header or query, but names of events. Its form may change.
   *
   * <p>Thread-safe; waits for nothing. Works after {@link #close()} too.
   */
  String diagnostics();

  /**
   * Collects options. Not thread-safe. Every method returns this builder; {@link #build()} checks
   * all values at once.
   */
  interface Builder {

    // ------------------------------------------------------------------------------ credentials

    /** The API key, constant. */
    Builder apiKey(String apiKey);

    /** The API key, asked for before each attempt on the client's executor; it may block. */
    Builder apiKey(Supplier<String> apiKey);

    /** The session token of the signed-in user, constant. None by default. */
    Builder sessionToken(String token);

    /**
     * The session token, asked for before each attempt on the client's executor; it may block, and
     * return null for none. When the server rejects a token it is asked once more.
     */
    Builder sessionToken(Supplier<@Nullable String> token);

    /** As {@link #sessionToken(Supplier)} without blocking. Its time counts towards the timeout. */
    Builder sessionTokenAsync(
        Supplier<? extends CompletionStage<? extends @Nullable String>> token);

    // ------------------------------------------------------------------------------- connection

    /** Whether the first access to {@code realtime()} connects. Default: true. */
    Builder autoConnect(boolean enabled);

    /**
     * Whether channels are joined again after a reconnect; the profile always is restored: true.
     */
    Builder autoJoinChannels(boolean enabled);

    /**
     * Whether this client gets its own messages and events unless a call overrides it. Default:
     * true.
     */
    Builder echoMessages(boolean enabled);

    /**
     * Whether messages wait for a connection while there is none; if not, they are dropped then,
     * with {@link NotSentException.Reason#NOT_CONNECTED}. Default: true.
     */
    Builder bufferMessages(boolean enabled);

    /** The base of the waits between attempts. Default: 1 s. */
    Builder reconnectionDelay(Duration delay);

    /**
     * The time for one attempt as a whole: credentials, DNS, TCP, TLS, upgrade, Engine.IO open,
     * CONNECT reply. Default: 20 s.
     */
    Builder timeout(Duration timeout);

    /**
     * How long {@link AgnostClient#close()} lets the server confirm what was sent while connected.
     * Zero closes at once and can lose it. Default: 2 s.
     */
    Builder closeTimeout(Duration timeout);

    /** When to try again. Default: {@link ReconnectPolicy#exponential()}. */
    Builder reconnectPolicy(ReconnectPolicy policy);

    // ------------------------------------------------------------------------------------ limits

    /** How many messages wait at most while there is no connection. Default: 1,000. */
    Builder maxQueuedMessages(int messages);

    /** How many bytes of messages wait at most. Default: 8 MiB. */
    Builder maxQueuedBytes(long bytes);

    /** How long a message waits at most. Default: no limit. */
    Builder maxQueuedAge(Duration age);

    /** What happens when the queue is full. Default: {@link OverflowPolicy#REJECT_NEW}. */
    Builder overflowPolicy(OverflowPolicy policy);

    /** The largest message received, in bytes with its attachments. Default: 16 MiB. */
    Builder maxInboundMessageBytes(int bytes);

    /** The largest message sent, in bytes with its attachments. Default: 16 MiB. */
    Builder maxOutboundMessageBytes(int bytes);

    /**
     * How many received messages may wait for the listeners before the client stops reading.
     * Default: 1,000.
     */
    Builder maxPendingMessages(int messages);

    /** How many bytes of received messages may wait for the listeners. Default: 8 MiB. */
    Builder maxPendingBytes(long bytes);

    // --------------------------------------------------------------------------------- callbacks

    /**
     * Where listeners run; one at a time whatever the executor. {@code Runnable::run} runs them on
     * the thread that brings the event, which can be a thread of the transport or one that calls a
     * method of the client, such as {@code send}; they must not block it. Default: a daemon thread
     * shared by all clients of the process.
     *
     * @param executor borrowed; not shut down by the client
     */
    Builder callbackExecutor(Executor executor);

    /** As {@link Realtime#onConnect}, added before the connection starts. */
    Builder onConnect(Runnable listener);

    /** As {@link Realtime#onDisconnect}, added before the connection starts. */
    Builder onDisconnect(Consumer<? super DisconnectReason> listener);

    /** As {@link Realtime#onError}, added before the connection starts. */
    Builder onError(Consumer<? super RealtimeError> listener);

    /** As {@link Realtime#onReconnectAttempt}, added before the connection starts. */
    Builder onReconnectAttempt(LongConsumer listener);

    /** As {@link Realtime#onStateChange}, added before the connection starts. */
    Builder onStateChange(Consumer<? super StateChange> listener);

    /** As {@link Realtime#onListenerError}, added before the connection starts. */
    Builder onListenerError(Consumer<? super ListenerError> listener);

    /** Sets the receiver of metrics. May be shared by several clients. Default: none. */
    Builder metrics(RealtimeMetrics metrics);

    // ----------------------------------------------------------------------------------- network

    /**
     * Whether the base URL may be {@code http} although its host is not this machine. API key,
     * session token and messages then travel unencrypted. Default: false, so that {@link #build()}
     * refuses such a URL.
     */
    Builder allowUnencrypted(boolean allowed);

    /** Headers of the upgrade request and of REST calls, constant. */
    Builder headers(List<Header> headers);

    /** Headers, asked for before each attempt on the client's executor. */
    Builder headers(Supplier<List<Header>> headers);

    /** The proxy. Default: none; the proxy settings of the JVM are not used. */
    Builder proxy(ProxyConfig proxy);

    /** Trust and client certificates. Default: those of the platform. Host names are verified. */
    Builder sslContext(SSLContext context);

    /**
     * The transport by name, such as {@code okhttp}. Default: the system property {@code
     * agnost.realtime.transport}, else the highest priority of those present.
     */
    Builder transport(String name);

    /**
     * A transport to use as it is. The options {@code proxy}, {@code sslContext} and {@code
     * maxInboundMessageBytes} are then its business.
     *
     * @param transport borrowed; not closed by the client
     */
    Builder transport(Transport transport);

    /**
     * How values become payloads. Default: Jackson; for a mapper of your own see {@code
     * dev.agnost.realtime.core.JacksonPayloads}.
     */
    Builder payloadCodec(PayloadCodec codec);

    /**
     * Checks everything and makes the client, which does nothing yet.
     *
     * @throws InvalidConfigurationException naming every mistake (AGN-110)
     * @throws TransportSelectionException if no transport can be used as asked for
     */
    AgnostClient build();
  }
}

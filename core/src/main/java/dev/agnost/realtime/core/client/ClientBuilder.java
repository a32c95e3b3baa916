package dev.agnost.realtime.core.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.InvalidConfigurationException;
import dev.agnost.realtime.ListenerError;
import dev.agnost.realtime.OverflowPolicy;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Collects options, checks them all at once, and puts the client together. */
public final class ClientBuilder implements AgnostClient.Builder {

  final @Nullable String baseUrl;
  @Nullable String constantApiKey;
  @Nullable Supplier<String> apiKey;
  @Nullable String constantToken;
  @Nullable Supplier<? extends CompletionStage<? extends @Nullable String>> sessionToken;
  boolean allowUnencrypted;
  boolean autoConnect = true;
  boolean autoJoinChannels = true;
  boolean echoMessages = true;
  boolean bufferMessages = true;
  Duration reconnectionDelay = Duration.ofSeconds(1);
  Duration timeout = Duration.ofSeconds(20);
  Duration closeTimeout = Duration.ofSeconds(2);
  ReconnectPolicy reconnectPolicy = ReconnectPolicy.exponential();
  int maxQueuedMessages = 1_000;
  long maxQueuedBytes = 8L << 20;
  @Nullable Duration maxQueuedAge;
  OverflowPolicy overflowPolicy = OverflowPolicy.REJECT_NEW;
  int maxInboundMessageBytes = 16 << 20;
  int maxOutboundMessageBytes = 16 << 20;
  int maxPendingMessages = 1_000;
  long maxPendingBytes = 8L << 20;
  @Nullable Executor callbackExecutor;
  RealtimeMetrics metrics = RealtimeMetrics.NONE;
  final List<Consumer<Realtime>> listeners = new ArrayList<>();
  Supplier<List<Header>> headers = List::of;
  boolean headersAreConstant = true;
  List<Header> constantHeaders = List.of();
  @Nullable ProxyConfig proxy;
  @Nullable SSLContext sslContext;
  @Nullable String transportName;
  @Nullable Transport transport;
  @Nullable PayloadCodec payloadCodec;

  /** See {@link AgnostClient#builder(String)}. */
  public ClientBuilder(@Nullable String baseUrl) {
    this.baseUrl = baseUrl;
  }

  @Override
  public AgnostClient build() {
    OptionChecks checks = new OptionChecks();
    BaseUrl url = BaseUrl.parse(baseUrl, checks::problem);
    checkEncryption(url, checks);
    check(checks);
    if (url == null || !checks.problems().isEmpty()) {
      throw new InvalidConfigurationException(checks.problems());
    }
    return new ClientAssembler(this, url).client();
  }

  private void checkEncryption(@Nullable BaseUrl url, OptionChecks checks) {
    if (url != null && !url.secure() && !url.isLoopback() && !allowUnencrypted) {
      checks.problem(
          "the base URL is http and its host is not this machine: API key and messages would travel"
              + " unencrypted; use https, or accept that by allowUnencrypted(true)");
    }
  }

  private void check(OptionChecks checks) {
    if (apiKey == null) {
      checks.present("API key", constantApiKey, "give that of the environment, from Agnost Studio");
    }
    checks.notNegative("reconnectionDelay", reconnectionDelay);
    checks.positive("timeout", timeout);
    checks.notNegative("closeTimeout", closeTimeout);
    checks.atLeastOne("maxQueuedMessages", maxQueuedMessages);
    checks.atLeastOne("maxQueuedBytes", maxQueuedBytes);
    if (maxQueuedAge != null) {
      checks.positive("maxQueuedAge", maxQueuedAge);
    }
    checks.atLeastOne("maxInboundMessageBytes", maxInboundMessageBytes);
    checks.atLeastOne("maxOutboundMessageBytes", maxOutboundMessageBytes);
    checks.atLeastOne("maxPendingMessages", maxPendingMessages);
    checks.atLeastOne("maxPendingBytes", maxPendingBytes);
    for (Header header : constantHeaders) {
      if (header.isReserved()) {
        checks.problem(
            "the header " + header.name() + " is written by the handshake; leave it out");
      }
    }
    if (transport != null && transportName != null) {
      checks.problem("transport was given both as an instance and by name; leave one out");
    }
    if (transport != null && (proxy != null || sslContext != null)) {
      checks.problem(
          "proxy and sslContext do not reach a transport given as an instance; set them there");
    }
  }

  // ---------------------------------------------------------------------------------- credentials

  @Override
  public ClientBuilder apiKey(@Nullable String key) {
    constantApiKey = key;
    apiKey = null;
    return this;
  }

  @Override
  public ClientBuilder apiKey(Supplier<String> key) {
    apiKey = required(key, "apiKey");
    return this;
  }

  @Override
  public ClientBuilder sessionToken(String token) {
    constantToken = required(token, "sessionToken");
    sessionToken = null;
    return this;
  }

  @Override
  public ClientBuilder sessionToken(Supplier<@Nullable String> token) {
    required(token, "sessionToken");
    sessionToken = () -> CompletableFuture.completedFuture(token.get());
    constantToken = null;
    return this;
  }

  @Override
  public ClientBuilder sessionTokenAsync(
      Supplier<? extends CompletionStage<? extends @Nullable String>> token) {
    sessionToken = required(token, "sessionToken");
    constantToken = null;
    return this;
  }

  // ----------------------------------------------------------------------------------- connection

  @Override
  public ClientBuilder autoConnect(boolean enabled) {
    autoConnect = enabled;
    return this;
  }

  @Override
  public ClientBuilder autoJoinChannels(boolean enabled) {
    autoJoinChannels = enabled;
    return this;
  }

  @Override
  public ClientBuilder echoMessages(boolean enabled) {
    echoMessages = enabled;
    return this;
  }

  @Override
  public ClientBuilder bufferMessages(boolean enabled) {
    bufferMessages = enabled;
    return this;
  }

  @Override
  public ClientBuilder reconnectionDelay(Duration delay) {
    reconnectionDelay = required(delay, "reconnectionDelay");
    return this;
  }

  @Override
  public ClientBuilder timeout(Duration limit) {
    timeout = required(limit, "timeout");
    return this;
  }

  @Override
  public ClientBuilder closeTimeout(Duration limit) {
    closeTimeout = required(limit, "closeTimeout");
    return this;
  }

  @Override
  public ClientBuilder reconnectPolicy(ReconnectPolicy policy) {
    reconnectPolicy = required(policy, "reconnectPolicy");
    return this;
  }

  // --------------------------------------------------------------------------------------- limits

  @Override
  public ClientBuilder maxQueuedMessages(int messages) {
    maxQueuedMessages = messages;
    return this;
  }

  @Override
  public ClientBuilder maxQueuedBytes(long bytes) {
    maxQueuedBytes = bytes;
    return this;
  }

  @Override
  public ClientBuilder maxQueuedAge(Duration age) {
    maxQueuedAge = required(age, "maxQueuedAge");
    return this;
  }

  @Override
  public ClientBuilder overflowPolicy(OverflowPolicy policy) {
    overflowPolicy = required(policy, "overflowPolicy");
    return this;
  }

  @Override
  public ClientBuilder maxInboundMessageBytes(int bytes) {
    maxInboundMessageBytes = bytes;
    return this;
  }

  @Override
  public ClientBuilder maxOutboundMessageBytes(int bytes) {
    maxOutboundMessageBytes = bytes;
    return this;
  }

  @Override
  public ClientBuilder maxPendingMessages(int messages) {
    maxPendingMessages = messages;
    return this;
  }

  @Override
  public ClientBuilder maxPendingBytes(long bytes) {
    maxPendingBytes = bytes;
    return this;
  }

  // ------------------------------------------------------------------------------------ callbacks

  @Override
  public ClientBuilder callbackExecutor(Executor executor) {
    callbackExecutor = required(executor, "callbackExecutor");
    return this;
  }

  @Override
  public ClientBuilder metrics(RealtimeMetrics listener) {
    metrics = required(listener, "metrics");
    return this;
  }

  @Override
  public ClientBuilder onConnect(Runnable listener) {
    return with(required(listener, "listener"), Realtime::onConnect);
  }

  @Override
  public ClientBuilder onDisconnect(Consumer<? super DisconnectReason> listener) {
    return with(required(listener, "listener"), Realtime::onDisconnect);
  }

  @Override
  public ClientBuilder onError(Consumer<? super RealtimeError> listener) {
    return with(required(listener, "listener"), Realtime::onError);
  }

  @Override
  public ClientBuilder onReconnectAttempt(LongConsumer listener) {
    return with(required(listener, "listener"), Realtime::onReconnectAttempt);
  }

  @Override
  public ClientBuilder onStateChange(Consumer<? super StateChange> listener) {
    return with(required(listener, "listener"), Realtime::onStateChange);
  }

  @Override
  public ClientBuilder onListenerError(Consumer<? super ListenerError> listener) {
    return with(required(listener, "listener"), Realtime::onListenerError);
  }

  private <T> ClientBuilder with(T listener, BiConsumer<Realtime, T> registration) {
    listeners.add(realtime -> registration.accept(realtime, listener));
    return this;
  }

  // -------------------------------------------------------------------------------------- network

  @Override
  public ClientBuilder allowUnencrypted(boolean allowed) {
    allowUnencrypted = allowed;
    return this;
  }

  @Override
  public ClientBuilder headers(List<Header> fields) {
    constantHeaders = List.copyOf(fields);
    List<Header> copy = constantHeaders;
    headers = () -> copy;
    headersAreConstant = true;
    return this;
  }

  @Override
  public ClientBuilder headers(Supplier<List<Header>> fields) {
    headers = required(fields, "headers");
    constantHeaders = List.of();
    headersAreConstant = false;
    return this;
  }

  @Override
  public ClientBuilder proxy(ProxyConfig through) {
    proxy = required(through, "proxy");
    return this;
  }

  @Override
  public ClientBuilder sslContext(SSLContext context) {
    sslContext = required(context, "sslContext");
    return this;
  }

  @Override
  public ClientBuilder transport(String name) {
    transportName = required(name, "transport");
    return this;
  }

  @Override
  public ClientBuilder transport(Transport instance) {
    transport = required(instance, "transport");
    return this;
  }

  @Override
  public ClientBuilder payloadCodec(PayloadCodec codec) {
    payloadCodec = required(codec, "payloadCodec");
    return this;
  }

  private static <T> T required(T value, String name) {
    return Objects.requireNonNull(value, name);
  }
}

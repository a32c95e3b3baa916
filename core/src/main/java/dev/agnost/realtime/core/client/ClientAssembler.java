package dev.agnost.realtime.core.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.core.concurrent.SharedResources;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.discovery.TransportSelector;
import dev.agnost.realtime.core.json.CheckedCodec;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.json.LazyCodec;
import dev.agnost.realtime.core.outbound.QueueLimits;
import dev.agnost.realtime.core.protocol.DecoderLimits;
import dev.agnost.realtime.core.runtime.SessionEnvironment;
import dev.agnost.realtime.core.runtime.SessionOptions;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a client together from checked options. */
final class ClientAssembler {

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");

  private final ClientBuilder options;
  private final BaseUrl url;
  private final @Nullable PayloadCodec givenCodec;

  ClientAssembler(ClientBuilder options, BaseUrl url) {
    this.options = options;
    this.url = url;
    PayloadCodec given = options.payloadCodec;
    this.givenCodec = given == null ? null : new CheckedCodec(limited(given));
  }

  private PayloadCodec limited(PayloadCodec codec) {
    return codec instanceof JacksonPayloadCodec jackson ? jackson.withMaxBytes(maxBytes()) : codec;
  }

  private int maxBytes() {
    return Math.max(options.maxInboundMessageBytes, options.maxOutboundMessageBytes);
  }

  /** The codec of the application, or one that is shared by the clients that bring none. */
  ResourceHandle<PayloadCodec> codec(SharedResources process) {
    return givenCodec != null
        ? ResourceHandle.borrowed(givenCodec)
        : ResourceHandle.shared(
            process.shared(PayloadCodec.class, unused -> {}),
            new CodecKey(maxBytes(), Thread.currentThread().getContextClassLoader()),
            () -> new LazyCodec(maxBytes()));
  }

  /**
   * What makes two clients able to share a codec: it keeps the classes that it has bound, so
   * applications that are undeployed one by one must not share it.
   */
  private record CodecKey(int maxBytes, @Nullable ClassLoader application) {}

  AgnostClient client() {
    if (!url.secure() && !url.isLoopback()) {
      LOG.info("API key and messages travel unencrypted to {}, as allowed", url.host());
    }
    TransportProvider provider = options.transport == null ? selectProvider() : null;
    SharedResources process = SharedResources.acquire();
    ResourceHandle<PayloadCodec> codecs = codec(process);
    PayloadCodec codec = codecs.get(); // outlives its release: messages are bound after the end
    ResourceHandle<Transport> lease =
        options.transport != null
            ? ResourceHandle.borrowed(options.transport)
            : ResourceHandle.shared(
                process.shared(Transport.class, Transport::close),
                key(provider),
                () -> create(provider));
    SessionOptions sessionOptions = sessionOptions(process.suppliers());
    ResourceHandle<FallbackHttp> http =
        ResourceHandle.shared(
            process.shared(FallbackHttp.class, FallbackHttp::close),
            new Key(HttpExchange.class, options.sslContext, options.proxy, 0),
            () -> new JdkHttpExchange(config(), process.workers()));
    MembersRequest members =
        members(
            process, () -> lease.get().http().orElseGet(http), sessionOptions.credentials(), codec);
    SessionEnvironment around =
        surroundings(
            process,
            lease,
            provider == null ? "of the application" : provider.name(),
            () -> {
              members.close();
              http.release();
              lease.release();
              codecs.release();
              process.release();
            });
    return new ClientFactory(
            sessionOptions, around, codec, options.maxOutboundMessageBytes, members::send)
        .client(options.listeners, options.autoConnect, options.closeTimeout);
  }

  private MembersRequest members(
      SharedResources process,
      Supplier<HttpExchange> http,
      Credentials credentials,
      PayloadCodec codec) {
    return new MembersRequest(
        url.membersUri(),
        credentials,
        http,
        codec,
        options.timeout,
        process.timers(),
        process.workers());
  }

  private TransportProvider selectProvider() {
    Set<TransportOption> needed = EnumSet.noneOf(TransportOption.class);
    if (options.sslContext != null) {
      needed.add(TransportOption.SSL_CONTEXT);
    }
    ProxyConfig proxy = options.proxy;
    if (proxy != null) {
      needed.add(
          proxy.type() == ProxyConfig.Type.HTTP
              ? TransportOption.PROXY
              : TransportOption.SOCKS_PROXY);
      if (proxy.credentials().isPresent()) {
        needed.add(TransportOption.PROXY_CREDENTIALS);
      }
    }
    return new TransportSelector()
        .select(options.transportName, System.getProperty(TransportSelector.PROPERTY), needed);
  }

  private Transport create(@Nullable TransportProvider provider) {
    if (provider == null) {
      throw new IllegalStateException("no provider");
    }
    return provider.create(config());
  }

  /** What makes two clients able to share a transport or HTTP. */
  private record Key(
      Class<?> kind, @Nullable SSLContext ssl, @Nullable ProxyConfig proxy, int limit) {}

  Object key(@Nullable TransportProvider provider) {
    return new Key(
        provider == null ? Object.class : provider.getClass(),
        options.sslContext,
        options.proxy,
        options.maxInboundMessageBytes);
  }

  private TransportConfig config() {
    SSLContext ssl = options.sslContext;
    ProxyConfig proxy = options.proxy;
    int limit = options.maxInboundMessageBytes;
    return new TransportConfig() {
      @Override
      public Optional<SSLContext> sslContext() {
        return Optional.ofNullable(ssl);
      }

      @Override
      public Optional<ProxyConfig> proxy() {
        return Optional.ofNullable(proxy);
      }

      @Override
      public int maxInboundMessageBytes() {
        return limit;
      }
    };
  }

  private SessionEnvironment surroundings(
      SharedResources process,
      ResourceHandle<Transport> lease,
      String transportName,
      Runnable released) {
    Random random = new SecureRandom(); // names of barriers must not be guessed
    return new SessionEnvironment(
        process.timers(),
        random::nextDouble,
        process.workers(),
        options.callbackExecutor == null ? process.workers() : options.callbackExecutor,
        lease,
        released,
        options.metrics,
        transportName);
  }

  SessionOptions sessionOptions(Executor suppliers) {
    return new SessionOptions(
        url.webSocketUri(),
        url.host(),
        url.envId(),
        credentials(suppliers),
        options.echoMessages,
        options.autoJoinChannels,
        options.bufferMessages,
        options.timeout,
        options.reconnectionDelay,
        options.reconnectPolicy,
        new QueueLimits(
            options.maxQueuedMessages,
            options.maxQueuedBytes,
            Optional.ofNullable(options.maxQueuedAge),
            options.overflowPolicy),
        DecoderLimits.DEFAULT.withMessageBytes(options.maxInboundMessageBytes),
        options.maxPendingMessages,
        options.maxPendingBytes);
  }

  private Credentials credentials(Executor suppliers) {
    String key = options.constantApiKey == null ? "" : options.constantApiKey;
    String token = options.constantToken;
    Supplier<? extends CompletionStage<? extends @Nullable String>> tokens =
        token != null ? () -> CompletableFuture.completedFuture(token) : options.sessionToken;
    return new Credentials(
        options.apiKey != null ? options.apiKey : () -> key,
        tokens,
        token != null,
        options.headers,
        options.headersAreConstant,
        suppliers);
  }
}

package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.AddressLookup;
import dev.agnost.realtime.transport.support.AttemptRegistry;
import dev.agnost.realtime.transport.support.HostResolver;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The transport on Netty. */
final class NettyTransport implements Transport {

  static final long MAX_BUFFERED_BYTES = 64L * 1024 * 1024;

  private static final int LOOKUP_THREADS = 4;
  private static final int TLS_THREADS = 2;
  private static final int IDLE_SECONDS = 5;
  private static final int MAX_STATUS_LINE = 8 * 1024;
  private static final int MAX_HEAD = 64 * 1024;
  private static final int MAX_CHUNK = 16 * 1024;

  private final TransportConfig config;
  private final EventLoops loops;
  private final ExecutorService lookupThreads = blockingThreads(LOOKUP_THREADS, "lookup");
  private final ExecutorService tlsThreads = blockingThreads(TLS_THREADS, "tls");
  private final SecureRandom random = new SecureRandom();
  private final ConnectAttempt.Settings settings;
  private final AttemptRegistry attempts = new AttemptRegistry();

  NettyTransport(TransportConfig config, EventLoops loops, HostResolver resolver) {
    this.config = config;
    this.loops = loops;
    this.settings =
        new ConnectAttempt.Settings(
            prototype(loops),
            config.proxy(),
            new AddressLookup(resolver, lookupThreads),
            new TlsLayer(config, tlsThreads));
  }

  private static Bootstrap prototype(EventLoops loops) {
    return new Bootstrap()
        .group(loops.group())
        .channel(loops.channelType())
        .resolver(NoopAddressResolverGroup.INSTANCE)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true);
  }

  /** A small pool of daemon threads, which end when idle, for work that may block. */
  private static ExecutorService blockingThreads(int threads, String purpose) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("agnost-netty-" + purpose, true));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  static HttpClientCodec httpCodec() {
    return new HttpClientCodec(MAX_STATUS_LINE, MAX_HEAD, MAX_CHUNK);
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(listener, "listener");
    NettyConnection connection = new NettyConnection(this, request, listener);
    if (attempts.add(connection)) {
      connection.start();
    }
    return connection;
  }

  @Override
  public long maxBufferedBytes() {
    return MAX_BUFFERED_BYTES;
  }

  @Override
  public Optional<HttpExchange> http() {
    return Optional.of(request -> new HttpCall(this, request).send());
  }

  @Override
  public void close() {
    attempts.close();
    lookupThreads.shutdownNow();
    tlsThreads.shutdown();
    loops.release();
  }

  AttemptRegistry attempts() {
    return attempts;
  }

  ConnectAttempt.Settings settings() {
    return settings;
  }

  SecureRandom random() {
    return random;
  }

  int maxInboundMessageBytes() {
    return config.maxInboundMessageBytes();
  }
}

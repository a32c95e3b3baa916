package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.AddressLookup;
import dev.agnost.realtime.transport.support.HostResolver;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.resolver.NoopAddressResolverGroup;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** The transport on Netty. */
final class NettyTransport implements Transport {

  static final long MAX_BUFFERED_BYTES = 64L * 1024 * 1024;

  private static final int LOOKUP_THREADS = 4;
  private static final int TLS_THREADS = 2;

  private final TransportConfig config;
  private final EventLoops loops;
  private final ExecutorService lookupThreads =
      BlockingThreads.atMost(LOOKUP_THREADS, "agnost-netty-lookup");
  private final ExecutorService tlsThreads =
      BlockingThreads.atMost(TLS_THREADS, "agnost-netty-tls");
  private final SecureRandom random = new SecureRandom();
  private final Dialer dialer;
  private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  NettyTransport(TransportConfig config, EventLoops loops, HostResolver resolver) {
    this.config = config;
    this.loops = loops;
    this.dialer =
        new Dialer(
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
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // T2.8
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true);
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(listener, "listener");
    NettyConnection connection = new NettyConnection(this, request, listener);
    if (begin(connection)) {
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
    return Optional.of(new NettyHttpExchange(this));
  }

  @Override
  public void close() {
    closed = true;
    attempts.forEach(Attempt::transportClosed);
    lookupThreads.shutdownNow();
    tlsThreads.shutdown();
    loops.release();
  }

  /** Returns false if the transport is closed; then the attempt has been told. */
  boolean begin(Attempt attempt) {
    attempts.add(attempt);
    if (closed) {
      attempt.transportClosed();
      attempts.remove(attempt);
      return false;
    }
    return true;
  }

  void forget(Attempt attempt) {
    attempts.remove(attempt);
  }

  Dialer dialer() {
    return dialer;
  }

  SecureRandom random() {
    return random;
  }

  int maxInboundMessageBytes() {
    return config.maxInboundMessageBytes();
  }
}

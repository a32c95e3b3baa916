package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.AddressLookup;
import dev.agnost.realtime.transport.support.HostResolver;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** The transport on Jetty. */
final class JettyTransport implements Transport {

  static final long MAX_BUFFERED_BYTES = 64L * 1024 * 1024;

  private final TransportConfig config;
  private final JettyEngine engine;
  private final ExecutorService lookupThreads = LookupThreads.create();
  private final SecureRandom random = new SecureRandom();
  private final Dialer dialer;
  private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  JettyTransport(TransportConfig config, JettyEngine engine, HostResolver resolver) {
    this.config = config;
    this.engine = engine;
    this.dialer =
        new Dialer(
            engine,
            config.proxy(),
            new AddressLookup(resolver, lookupThreads),
            new TlsLayer(engine));
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(listener, "listener");
    JettyConnection connection = new JettyConnection(this, request, listener);
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
    return Optional.of(new JettyHttpExchange(this));
  }

  @Override
  public void close() {
    closed = true;
    attempts.forEach(Attempt::transportClosed);
    lookupThreads.shutdownNow();
    engine.stop();
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

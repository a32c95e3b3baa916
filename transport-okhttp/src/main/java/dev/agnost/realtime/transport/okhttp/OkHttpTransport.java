package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The transport on OkHttp. */
final class OkHttpTransport implements Transport {

  /** Above it OkHttp closes the connection. */
  static final long MAX_BUFFERED_BYTES = 16L * 1024 * 1024;

  private static final long LINGER_MILLIS = 1_000;

  private final int maxInboundMessageBytes;
  private final ExecutorService threads = Threads.connections();
  private final ScheduledThreadPoolExecutor timer = Threads.timer();
  private final Clients clients;
  private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OkHttpTransport(TransportConfig config, @Nullable OkHttpClient given) {
    this.maxInboundMessageBytes = config.maxInboundMessageBytes();
    this.clients = new Clients(config, given, threads);
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(listener, "listener");
    OkHttpConnection connection = new OkHttpConnection(this, listener);
    if (begin(connection)) {
      connection.start(request);
    }
    return connection;
  }

  @Override
  public long maxBufferedBytes() {
    return MAX_BUFFERED_BYTES;
  }

  @Override
  public Optional<HttpExchange> http() {
    return Optional.of(new OkHttpExchange(this));
  }

  @Override
  public void close() {
    closed = true;
    attempts.forEach(Attempt::transportClosed);
    timer.shutdownNow();
    threads.shutdown();
    clients.close();
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

  /** Does this when the peer has had time to take a close frame, or now if it is too late. */
  void linger(Runnable release) {
    try {
      ScheduledFuture<?> unused = timer.schedule(release, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) { // the transport is closed
      release.run();
    }
  }

  Clients clients() {
    return clients;
  }

  int maxInboundMessageBytes() {
    return maxInboundMessageBytes;
  }
}

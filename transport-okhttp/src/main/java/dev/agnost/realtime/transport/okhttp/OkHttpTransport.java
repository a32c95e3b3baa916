package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.AttemptRegistry;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The transport on OkHttp. */
final class OkHttpTransport implements Transport {

  /** Above it OkHttp closes the connection. */
  static final long MAX_BUFFERED_BYTES = 16L * 1024 * 1024;

  private static final long LINGER_MILLIS = 1_000;
  private static final long IDLE_SECONDS = 10;

  private final int maxInboundMessageBytes;
  private final ExecutorService threads; // one for each connection, which is how OkHttp reads
  private final ScheduledThreadPoolExecutor timer;
  private final AttemptClients clients;
  private final AttemptRegistry attempts = new AttemptRegistry();

  OkHttpTransport(TransportConfig config, @Nullable OkHttpClient given) {
    this.maxInboundMessageBytes = config.maxInboundMessageBytes();
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("agnost-okhttp-connection"));
    this.timer = new ScheduledThreadPoolExecutor(1, daemons("agnost-okhttp-timer"));
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    this.clients = new AttemptClients(config, given, threads);
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(listener, "listener");
    OkHttpConnection connection = new OkHttpConnection(this, listener);
    if (attempts.add(connection)) {
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
    return Optional.of(request -> new HttpCall(this, request).send());
  }

  @Override
  public void close() {
    attempts.close();
    timer.shutdownNow();
    threads.shutdown();
    clients.close();
  }

  /** Runs this when the peer has had time to take a close frame. */
  void linger(Runnable release) {
    try {
      ScheduledFuture<?> unused = timer.schedule(release, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      release.run();
    }
  }

  AttemptClients clients() {
    return clients;
  }

  AttemptRegistry attempts() {
    return attempts;
  }

  int maxInboundMessageBytes() {
    return maxInboundMessageBytes;
  }
}

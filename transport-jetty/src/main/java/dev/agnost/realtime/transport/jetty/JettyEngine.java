package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportConfig;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of Jetty that all connections of a transport share. The connector is always our own,
 * because a connect timeout cannot be set for one connection (T2.8). Jetty stops with it what was
 * not running before, so what belongs to a client of the application goes on.
 */
final class JettyEngine {

  private static final Logger LOG = LoggerFactory.getLogger(JettyEngine.class);
  private static final String NAME = "agnost-jetty";
  private static final int MOST_THREADS = 32;
  private static final int IDLE_MILLIS = 5_000;
  private static final long STOP_MILLIS = 2_000;

  /** Jetty takes 0 for "at once"; this is also how long an aborted connect is remembered. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofMinutes(65);

  private final ClientConnector connector = new ClientConnector();
  private final WebSocketComponents components;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private JettyEngine(
      Executor executor,
      Scheduler scheduler,
      ByteBufferPool buffers,
      SslContextFactory.Client tls) {
    connector.setExecutor(executor);
    connector.setScheduler(scheduler);
    connector.setByteBufferPool(buffers);
    connector.setSslContextFactory(tls);
    connector.setConnectTimeout(CONNECT_TIMEOUT);
    connector.setIdleTimeout(Duration.ZERO);
    this.components = new WebSocketComponents(null, null, buffers, null, null, executor);
  }

  /** Threads, buffers and TLS of the transport's own. */
  static JettyEngine own(TransportConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1, IDLE_MILLIS);
    threads.setName(NAME);
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    Scheduler timer = new ScheduledExecutorScheduler(NAME + "-timer", true);
    SslContextFactory.Client tls = trusting(config.sslContext().orElseGet(JettyEngine::platform));
    return new JettyEngine(threads, timer, new ArrayByteBufferPool(), tls).started();
  }

  /**
   * Threads, timer, buffers, TLS and local address of a client; TLS of the configuration if it says
   * any.
   *
   * @param client borrowed
   * @throws IllegalArgumentException if it is not running, has a proxy that would be bypassed, or
   *     trusts everybody
   */
  static JettyEngine of(HttpClient client, TransportConfig config) {
    if (!client.isStarted()) {
      throw new IllegalArgumentException("the HttpClient must be started before it is used here");
    }
    Optional<ProxyConfig> proxy = config.proxy();
    if (proxy.isEmpty() && !client.getProxyConfiguration().getProxies().isEmpty()) {
      throw new IllegalArgumentException(
          "the HttpClient has a proxy, which would not be used: name the proxy in the"
              + " TransportConfig");
    }
    SslContextFactory.Client tls =
        config.sslContext().map(JettyEngine::trusting).orElse(client.getSslContextFactory());
    if (tls.isTrustAll()) {
      throw new IllegalArgumentException(
          "the HttpClient trusts every certificate (SslContextFactory.setTrustAll)");
    }
    JettyEngine engine =
        new JettyEngine(
            client.getExecutor(), client.getScheduler(), client.getByteBufferPool(), tls);
    engine.connector.setBindAddress(client.getBindAddress());
    return engine.started();
  }

  private static SSLContext platform() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no default TLS context", e);
    }
  }

  private static SslContextFactory.Client trusting(SSLContext context) {
    if (TlsLayer.modern(context.getSupportedSSLParameters().getProtocols()).length == 0) {
      throw new IllegalArgumentException(
          "the TLS context must support TLSv1.2 or TLSv1.3: " + context.getProtocol());
    }
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setSslContext(context);
    return tls;
  }

  private JettyEngine started() {
    try {
      connector.start();
      components.start();
    } catch (Exception e) {
      stop();
      throw new IllegalStateException("Jetty's connector cannot be started", e);
    }
    return this;
  }

  ClientConnector connector() {
    return connector;
  }

  WebSocketComponents components() {
    return components;
  }

  Executor executor() {
    return connector.getExecutor();
  }

  Scheduler scheduler() {
    return connector.getScheduler();
  }

  ByteBufferPool buffers() {
    return connector.getByteBufferPool();
  }

  SslContextFactory.Client tls() {
    return connector.getSslContextFactory();
  }

  /** Runs a task on a pool thread; on the caller's if the pool has ended. */
  void execute(Runnable task) {
    try {
      executor().execute(task);
    } catch (RejectedExecutionException ended) {
      task.run();
    }
  }

  Scheduler.Task after(long millis, Runnable task) {
    return scheduler().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /** The system closes a channel that is registered only when its selector looks again. */
  void wakeSelectors() {
    connector
        .getSelectorManager()
        .getBeans(ManagedSelector.class)
        .forEach(selector -> selector.submit(woken -> {}));
  }

  /**
   * Ends what is the transport's. Returns at once: the caller may be one of the threads that Jetty
   * waits for.
   */
  void stop() {
    if (!stopped.getAndSet(true)) {
      Thread thread = new Thread(this::stopNow, NAME + "-stop");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void stopNow() {
    try {
      components.stop();
      connector.stop();
    } catch (Exception e) {
      LOG.warn("Jetty's threads may be left behind", e);
    }
  }
}

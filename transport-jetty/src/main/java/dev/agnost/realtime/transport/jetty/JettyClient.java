package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.ProxyConfig.Credentials;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.support.AddressLookup;
import dev.agnost.realtime.transport.support.HostResolver;
import java.net.SocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.BasicAuthentication.BasicResult;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Socks5.UsernamePasswordAuthenticationFactory;
import org.eclipse.jetty.client.Socks5Proxy;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Jetty client of one transport, set up so that it sends what it is given and nothing else: no
 * redirects, cookies, authentication, decoding, user agent or timeouts.
 */
final class JettyClient {

  private static final Logger LOG = LoggerFactory.getLogger(JettyClient.class);
  private static final String NAME = "agnost-jetty";
  private static final int MAX_THREADS = 16;
  private static final int IDLE_SECONDS = 2;

  /** Of requests, where Jetty's 8 KiB are too few for a large token, and of responses (T2.12). */
  private static final int MAX_HEAD_BYTES = 64 * 1024;

  private final HttpClient http;
  private final WebSocketCoreClient webSockets;
  private final @Nullable ExecutorService ownThreads;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private JettyClient(
      Executor executor,
      @Nullable ExecutorService ownThreads,
      Scheduler scheduler,
      ByteBufferPool buffers,
      SslContextFactory.Client tls,
      @Nullable SocketAddress bindAddress) {
    this.ownThreads = ownThreads;
    this.http = new HttpClient(new AttemptTransport());
    http.setName(NAME);
    http.setExecutor(executor);
    http.setScheduler(scheduler);
    http.setByteBufferPool(buffers);
    http.setSslContextFactory(tls);
    http.setBindAddress(bindAddress);
    http.setIdleTimeout(0);
    http.setConnectTimeout(0); // of CONNECT; that of TCP is the connector's
    http.setFollowRedirects(false);
    http.setUserAgentField(null);
    http.setDefaultRequestContentType(null);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    http.setRequestBufferSize(MAX_HEAD_BYTES);
    http.setMaxResponseHeadersSize(MAX_HEAD_BYTES);
    this.webSockets =
        new WebSocketCoreClient(
            http, new WebSocketComponents(null, null, buffers, null, null, executor));
  }

  /** With threads, timer, buffers and TLS of its own. */
  static JettyClient own(TransportConfig config, HostResolver resolver) {
    ExecutorService threads = threads();
    Scheduler timer = new ScheduledExecutorScheduler(NAME + "-timer", true);
    SslContextFactory.Client tls =
        new VerifyingTls(config.sslContext().orElseGet(JettyClient::platform), null);
    return new JettyClient(threads, threads, timer, new ArrayByteBufferPool(), tls, null)
        .started(config, resolver);
  }

  /**
   * With threads, timer, buffers, TLS and local address of a client of the application; TLS of the
   * configuration if it has any.
   *
   * @param client borrowed
   * @throws IllegalArgumentException if it is not running, has a proxy that would be bypassed, or
   *     trusts every certificate
   */
  static JettyClient using(HttpClient client, TransportConfig config, HostResolver resolver) {
    if (!client.isStarted()) {
      throw new IllegalArgumentException("the HttpClient must be started before it is used here");
    }
    if (config.proxy().isEmpty() && !client.getProxyConfiguration().getProxies().isEmpty()) {
      throw new IllegalArgumentException(
          "the HttpClient has a proxy, which would not be used: name the proxy in the"
              + " TransportConfig");
    }
    if (config.sslContext().isEmpty() && client.getSslContextFactory().isTrustAll()) {
      throw new IllegalArgumentException(
          "the HttpClient trusts every certificate (SslContextFactory.setTrustAll)");
    }
    SslContextFactory.Client given = client.getSslContextFactory();
    SslContextFactory.Client tls =
        config
            .sslContext()
            .map(context -> new VerifyingTls(context, null))
            .orElseGet(() -> new VerifyingTls(given.getSslContext(), given));
    return new JettyClient(
            client.getExecutor(),
            null,
            client.getScheduler(),
            client.getByteBufferPool(),
            tls,
            client.getBindAddress())
        .started(config, resolver);
  }

  /**
   * The JDK's pool: with Jetty's, a connection of Jetty 12.0 may stop reading for good when another
   * thread asks for a frame.
   */
  private static ExecutorService threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> thread(task, "-" + number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** A daemon that inherits nothing. */
  private static Thread thread(Runnable task, String nameSuffix) {
    Thread thread = new Thread(null, task, NAME + nameSuffix, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(JettyClient.class.getClassLoader());
    return thread;
  }

  private static SSLContext platform() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no default TLS context", e);
    }
  }

  private JettyClient started(TransportConfig config, HostResolver resolver) {
    http.setSocketAddressResolver(
        new NameResolver(new AddressLookup(resolver, task -> thread(task, "-lookup").start())));
    config.proxy().ifPresent(this::connectThrough);
    try {
      webSockets.start();
    } catch (Exception e) {
      stop();
      throw new IllegalStateException("Jetty's client cannot be started", e);
    }
    http.getContentDecoderFactories().clear();
    ProtocolHandlers handlers = http.getProtocolHandlers();
    handlers.remove(RedirectProtocolHandler.NAME);
    handlers.remove(WWWAuthenticationProtocolHandler.NAME);
    handlers.remove(ProxyAuthenticationProtocolHandler.NAME);
    return this;
  }

  private void connectThrough(ProxyConfig proxy) {
    if (proxy.type() == ProxyConfig.Type.SOCKS5) {
      Socks5Proxy socks = new Socks5Proxy(proxy.host(), proxy.port());
      proxy
          .credentials()
          .map(given -> new UsernamePasswordAuthenticationFactory(given.user(), given.password()))
          .ifPresent(socks::putAuthenticationFactory);
      http.getProxyConfiguration().addProxy(socks);
      return;
    }
    HttpProxy tunnel =
        new HttpProxy(proxy.host(), proxy.port()) {
          @Override
          public boolean requiresTunnel(Origin server) {
            return true; // also for ws
          }
        };
    http.getProxyConfiguration().addProxy(tunnel);
    proxy
        .credentials()
        .map(given -> basic(tunnel.getURI(), given))
        .ifPresent(http.getAuthenticationStore()::addAuthenticationResult);
  }

  /** Goes with the first CONNECT; a 407 would cost a connection. */
  private static BasicResult basic(URI proxy, Credentials given) {
    return new BasicResult(
        proxy, HttpHeader.PROXY_AUTHORIZATION, given.user(), given.password(), UTF_8);
  }

  WebSocketCoreClient webSockets() {
    return webSockets;
  }

  HttpClient http() {
    return http;
  }

  /** Runs a task on a pool thread; on the caller's if the pool has ended. */
  void execute(Runnable task) {
    try {
      http.getExecutor().execute(task);
    } catch (RejectedExecutionException ended) {
      task.run();
    }
  }

  Scheduler.Task after(long millis, Runnable task) {
    return http.getScheduler().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Ends what is the transport's; Jetty leaves running what ran before it was given. Returns at
   * once: the caller may be one of the threads that Jetty waits for.
   */
  void stop() {
    if (!stopped.getAndSet(true)) {
      thread(this::stopNow, "-stop").start();
    }
  }

  private void stopNow() {
    try {
      webSockets.stop();
    } catch (Exception e) {
      LOG.warn("Jetty's threads may be left behind", e);
    }
    if (ownThreads != null) {
      ownThreads.shutdown();
    }
  }

  /** Gives each attempt a destination, and thereby a connection, of its own. */
  private static final class AttemptTransport extends HttpClientTransportOverHTTP {

    private static final String UPGRADE = HttpUpgrader.Factory.class.getName();

    AttemptTransport() {
      super(new AttemptConnector());
    }

    @Override
    public Origin newOrigin(Request request) {
      if (request.getAttributes().get(UPGRADE) instanceof UpgradeRequest upgrade) {
        request.tag(upgrade.socket()); // Jetty 12.0 has no other way to set it
      }
      return super.newOrigin(request);
    }

    @Override
    public Destination newDestination(Origin origin) {
      Destination created = super.newDestination(origin);
      if (origin.getTag() instanceof AttemptSocket attempt) {
        attempt.destination(created);
      }
      return created;
    }
  }
}

package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.TransportConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.Authenticator;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Makes the OkHttp client of one attempt out of what the transport was given. Thread-safe. */
final class Clients {

  /** Far above the 30 s of T6.8. OkHttp takes 0 for "at once". */
  private static final Duration CLOSE_TIMEOUT = Duration.ofHours(1);

  private final OkHttpClient prototype;
  private final Optional<ProxyConfig> proxy;

  /**
   * @param given the application's, or null
   * @param threads where connections are made and read
   */
  Clients(TransportConfig config, @Nullable OkHttpClient given, ExecutorService threads) {
    this.proxy = config.proxy().or(() -> proxyOf(given));
    this.prototype = prototype(config, given, threads);
  }

  /** The way of one attempt to this endpoint, with a request that has these headers. */
  Line line(Endpoint endpoint, List<Header> headers) {
    Tunnel tunnel = proxy.isPresent() ? Tunnel.through(proxy.get(), endpoint) : null;
    ExactHead exact = new ExactHead(endpoint.target(), headers);
    boolean secure = endpoint.url().isHttps();
    AttemptSockets sockets =
        new AttemptSockets(prototype.socketFactory(), tunnel, secure ? null : exact);
    OkHttpClient.Builder client = prototype.newBuilder().socketFactory(sockets);
    if (secure) {
      client.sslSocketFactory(
          new HeadTlsFactory(prototype.sslSocketFactory(), exact),
          Objects.requireNonNull(prototype.x509TrustManager(), "trust manager"));
    }
    if (proxy.isPresent()) {
      client.dns(Clients::leaveToProxy);
    }
    Request.Builder request = new Request.Builder().url(endpoint.url());
    Headers.Builder fields = new Headers.Builder();
    for (Header header : headers) {
      fields.addUnsafeNonAscii(header.name(), header.value());
    }
    return new Line(sockets, client, request.headers(fields.build()));
  }

  /**
   * What one attempt uses.
   *
   * @param sockets closed when it ends
   * @param client settings over these sockets
   * @param request to the endpoint, with the headers
   */
  record Line(AttemptSockets sockets, OkHttpClient.Builder client, Request.Builder request) {}

  /** Ends what the clients share. */
  void close() {
    prototype.connectionPool().evictAll();
  }

  private static OkHttpClient prototype(
      TransportConfig config, @Nullable OkHttpClient given, ExecutorService threads) {
    OkHttpClient.Builder builder = given == null ? new OkHttpClient.Builder() : given.newBuilder();
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(Integer.MAX_VALUE); // 64 by default, each WebSocket is one (T2.11)
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    builder
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(0, 5, TimeUnit.MINUTES)) // nothing idle is kept
        .protocols(List.of(Protocol.HTTP_1_1))
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .authenticator(Authenticator.NONE)
        .proxyAuthenticator(Authenticator.NONE)
        .cookieJar(CookieJar.NO_COOKIES)
        .cache(null)
        .proxy(Proxy.NO_PROXY) // whatever the JVM's settings say; tunnels are ours
        .callTimeout(Duration.ZERO)
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .pingInterval(Duration.ZERO)
        .webSocketCloseTimeout(CLOSE_TIMEOUT);
    config.sslContext().ifPresent(context -> trust(builder, context));
    builder.interceptors().add(0, new OwnThreadName());
    return builder.build();
  }

  private static void trust(OkHttpClient.Builder builder, SSLContext context) {
    builder
        .sslSocketFactory(context.getSocketFactory(), new ContextTrust())
        .certificatePinner(CertificatePinner.DEFAULT); // pins need the real trust manager
  }

  private static Optional<ProxyConfig> proxyOf(@Nullable OkHttpClient given) {
    Proxy proxy = given == null ? null : given.proxy();
    if (proxy == null || !(proxy.address() instanceof InetSocketAddress address)) {
      return Optional.empty();
    }
    return Optional.of(
        proxy.type() == Proxy.Type.HTTP
            ? ProxyConfig.http(address.getHostString(), address.getPort())
            : ProxyConfig.socks5(address.getHostString(), address.getPort()));
  }

  /** The proxy is given the name (see {@link Tunnel}); OkHttp only has to have some address. */
  private static List<InetAddress> leaveToProxy(String host) throws UnknownHostException {
    return List.of(InetAddress.getByAddress(host, new byte[4]));
  }
}

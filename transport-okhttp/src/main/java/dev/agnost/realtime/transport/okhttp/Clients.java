package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.Authenticator;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
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

  /** The sockets that an attempt to reach this endpoint will use. */
  AttemptSockets sockets(Endpoint endpoint) {
    Tunnel tunnel = proxy.isPresent() ? Tunnel.through(proxy.get(), endpoint) : null;
    return new AttemptSockets(prototype.socketFactory(), tunnel);
  }

  /** Settings for one attempt over these sockets. */
  OkHttpClient.Builder over(AttemptSockets sockets) {
    OkHttpClient.Builder builder = prototype.newBuilder().socketFactory(sockets);
    return proxy.isPresent() ? builder.dns(Clients::leaveToProxy) : builder;
  }

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
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS)) // nothing idle is kept
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
  private static List<InetAddress> leaveToProxy(String host) throws java.net.UnknownHostException {
    return List.of(InetAddress.getByAddress(host, new byte[4]));
  }
}

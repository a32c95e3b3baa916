package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.support.Endpoint;
import dev.agnost.realtime.transport.support.ProxyTunnel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Derives the OkHttp client of each attempt from one prototype: then the socket factory can close
 * the sockets of that attempt alone. Thread-safe.
 */
final class AttemptClients {

  private final OkHttpClient prototype;
  private final Optional<ProxyConfig> proxy;

  /**
   * @param given the application's, or null
   * @param threads where connections are made and read
   */
  AttemptClients(TransportConfig config, @Nullable OkHttpClient given, ExecutorService threads) {
    this.proxy = config.proxy().or(() -> proxyOf(given));
    this.prototype = prototype(config, given, threads);
  }

  /**
   * What one attempt uses.
   *
   * @param sockets closed when it ends
   * @param client over these sockets
   * @param request to the endpoint, with the headers
   */
  record Line(AttemptSockets sockets, OkHttpClient.Builder client, Request.Builder request) {}

  /**
   * Prepares one attempt.
   *
   * @param guard of the frames; null for HTTP
   * @throws IllegalArgumentException if OkHttp cannot send such a request
   */
  Line line(URI uri, List<Header> headers, @Nullable FrameGuard guard) {
    Endpoint endpoint = Endpoint.of(uri);
    boolean secure = endpoint.secure();
    ProxyTunnel tunnel = proxy.map(through -> new ProxyTunnel(through, endpoint)).orElse(null);
    AttemptSockets sockets =
        new AttemptSockets(prototype.socketFactory(), tunnel, secure ? null : guard);
    OkHttpClient.Builder client = prototype.newBuilder().socketFactory(sockets);
    if (secure && guard != null) {
      client.sslSocketFactory(
          new GuardedTlsFactory(prototype.sslSocketFactory(), guard),
          Objects.requireNonNull(prototype.x509TrustManager(), "trust manager"));
    }
    if (tunnel != null) {
      client.dns(AttemptClients::leaveToProxy);
    }
    String url =
        (secure ? "https://" : "http://") + endpoint.authorityWithPort() + endpoint.target();
    return new Line(
        sockets, client, new Request.Builder().url(HttpUrl.get(url)).headers(headers(headers)));
  }

  private static Headers headers(List<Header> headers) {
    Headers.Builder fields = new Headers.Builder();
    boolean encoding = false;
    for (Header header : headers) {
      if (!header.value().chars().allMatch(c -> c < 0x7f)) { // OkHttp would quote the value
        throw new IllegalArgumentException(
            "OkHttp sends header values in ASCII only: " + header.name());
      }
      fields.add(header.name(), header.value());
      encoding |= header.name().toLowerCase(Locale.ROOT).equals("accept-encoding");
    }
    return (encoding ? fields : fields.add("Accept-Encoding", "identity")).build();
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
        .connectionPool(new ConnectionPool(0, 5, TimeUnit.MINUTES)) // nothing idle is kept
        .protocols(List.of(Protocol.HTTP_1_1))
        .eventListener(EventListener.NONE)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(true) // else 4.12 tries the first address of a name only
        .authenticator(Authenticator.NONE)
        .proxyAuthenticator(Authenticator.NONE)
        .cookieJar(CookieJar.NO_COOKIES)
        .cache(null)
        .proxy(Proxy.NO_PROXY) // whatever the JVM's settings say; tunnels are ours
        .callTimeout(Duration.ZERO)
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .pingInterval(Duration.ZERO);
    config.sslContext().ifPresent(context -> trust(builder, context));
    awaitClose(builder);
    return builder.build();
  }

  /** Time belongs to the client (T6.8). OkHttp 4 has no such setting and waits for 60 seconds. */
  private static void awaitClose(OkHttpClient.Builder builder) {
    try {
      builder.webSocketCloseTimeout(Duration.ofHours(1));
    } catch (NoSuchMethodError okHttp4) {
      // ignored: 60 seconds are longer than a client waits
    }
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

  /** The tunnel gives the name to the proxy; OkHttp only has to have some address. */
  private static List<InetAddress> leaveToProxy(String host) throws UnknownHostException {
    return List.of(InetAddress.getByAddress(host, new byte[4]));
  }

  /**
   * Stands where OkHttp needs the trust manager of an {@code SSLContext}, which cannot be got out
   * of it. The handshake asks the context's own trust managers, and OkHttp checks the host name.
   * OkHttp would ask this one about pins and about HTTP/2, neither of which is used; it trusts
   * nothing.
   */
  private static final class ContextTrust implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("the SSLContext decides");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("the SSLContext decides");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

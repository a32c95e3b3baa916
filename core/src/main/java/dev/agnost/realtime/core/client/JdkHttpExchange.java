package dev.agnost.realtime.core.client;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * HTTP by the JDK's client, for transports that offer none. Only loaded where {@code java.net.http}
 * is present.
 */
final class JdkHttpExchange implements FallbackHttp {

  private static final ProxySelector DIRECT = HttpClient.Builder.NO_PROXY;

  private static final @Nullable MethodHandle SHUTDOWN = shutdown();

  private final HttpClient client;

  /**
   * @param workers run the tasks of the JDK's client and complete futures; none is held while an
   *     answer is awaited
   */
  JdkHttpExchange(TransportConfig config, Executor workers) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // an offer of h2c breaks the server's port
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(workers);
    config.sslContext().ifPresent(builder::sslContext);
    config.proxy().ifPresentOrElse(proxy -> useProxy(builder, proxy), () -> builder.proxy(DIRECT));
    this.client = builder.build();
  }

  private static void useProxy(HttpClient.Builder builder, ProxyConfig proxy) {
    if (proxy.type() != ProxyConfig.Type.HTTP || proxy.credentials().isPresent()) {
      throw new TransportException(
          TransportException.Kind.PROXY,
          "this transport has no HTTP of its own, and the JDK's client can use a SOCKS proxy or"
              + " proxy credentials for no request",
          null);
    }
    builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())));
  }

  @Override
  public CompletableFuture<HttpResponse> send(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(request.uri())
            .method(
                request.method(),
                java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytesOf(request.body())));
    request.headers().forEach(header -> builder.header(header.name(), header.value()));
    CompletableFuture<java.net.http.HttpResponse<ByteBuffer>> exchange =
        client.sendAsync(builder.build(), head -> new BoundedBody(request.maxResponseBytes()));
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    CompletableFuture<?> unusedAnswer =
        exchange.whenComplete(
            (response, thrown) -> {
              if (thrown == null) {
                answer.complete(
                    HttpResponse.of(response.statusCode(), headersOf(response), response.body()));
              } else {
                answer.completeExceptionally(TransportFailures.classify(thrown));
              }
            });
    CompletableFuture<?> unusedCancellation =
        answer.whenComplete(
            (response, thrown) -> {
              if (answer.isCancelled()) {
                exchange.cancel(true);
              }
            });
    return answer;
  }

  /** From JDK 21 on; before, the thread of a client ends when the client is collected. */
  @Override
  public void close() {
    if (SHUTDOWN == null) {
      return;
    }
    try {
      SHUTDOWN.invoke(client);
    } catch (Throwable failed) {
      throw new IllegalStateException("the JDK's HTTP client cannot be closed", failed);
    }
  }

  private static @Nullable MethodHandle shutdown() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class));
    } catch (NoSuchMethodException | IllegalAccessException before21) {
      return null; // ignored, for the reason given at close
    }
  }

  private static List<Header> headersOf(java.net.http.HttpResponse<?> response) {
    List<Header> headers = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              for (String value : values) {
                headerOf(name, value).ifPresent(headers::add);
              }
            });
    return headers;
  }

  private static Optional<Header> headerOf(String name, String value) {
    try {
      return Optional.of(new Header(name, value.strip()));
    } catch (IllegalArgumentException unusual) {
      return Optional.empty(); // ignored: pseudo headers and such have no use here
    }
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}

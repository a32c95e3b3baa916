package dev.agnost.realtime.core.client;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * HTTP by the JDK's client, for transports that offer none. Only loaded where {@code java.net.http}
 * is present.
 */
final class JdkHttpExchange implements HttpExchange {

  private static final ProxySelector DIRECT = HttpClient.Builder.NO_PROXY;

  private final HttpClient client;
  private final Executor workers;

  JdkHttpExchange(TransportConfig config, Executor workers) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // an offer of h2c breaks the server's port
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(workers);
    config.sslContext().ifPresent(builder::sslContext);
    config.proxy().ifPresentOrElse(proxy -> useProxy(builder, proxy), () -> builder.proxy(DIRECT));
    this.client = builder.build();
    this.workers = workers;
  }

  private static void useProxy(HttpClient.Builder builder, ProxyConfig proxy) {
    if (proxy.type() != ProxyConfig.Type.HTTP || proxy.credentials().isPresent()) {
      throw new TransportException(
          TransportException.Kind.PROXY,
          "this transport has no HTTP of its own, and the JDK's client can use a SOCKS proxy or proxy"
              + " credentials for no request",
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
    CompletableFuture<java.net.http.HttpResponse<InputStream>> exchange =
        client.sendAsync(builder.build(), java.net.http.HttpResponse.BodyHandlers.ofInputStream());
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    CompletableFuture<?> unusedRead =
        exchange
            .thenApplyAsync(response -> read(response, request.maxResponseBytes()), workers)
            .whenComplete(
                (response, thrown) -> {
                  if (thrown == null) {
                    answer.complete(response);
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

  private static HttpResponse read(java.net.http.HttpResponse<InputStream> response, int maxBytes) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(maxBytes);
      if (bytes.length == maxBytes && body.read() >= 0) {
        throw new TransportException(
            TransportException.Kind.MESSAGE_TOO_LARGE,
            "the response body is above " + maxBytes + " bytes",
            null);
      }
      return new HttpResponse(response.statusCode(), headersOf(response), ByteBuffer.wrap(bytes));
    } catch (IOException lost) {
      throw new CompletionException(lost);
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

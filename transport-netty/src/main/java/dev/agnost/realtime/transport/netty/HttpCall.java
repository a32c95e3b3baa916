package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One HTTP exchange on a connection of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // the caller keeps the future
final class HttpCall implements Dial.Caller, Attempt {

  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final NettyTransport transport;
  private final HttpRequest request;
  private final Dial dial;
  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();

  /**
   * @throws IllegalArgumentException if the URI is not for HTTP, or a header is reserved
   */
  HttpCall(NettyTransport transport, HttpRequest request) {
    for (Header header : request.headers()) {
      if (header.isReserved()) {
        throw new IllegalArgumentException(
            "header " + header.name() + " is written by the HTTP client and cannot be set");
      }
    }
    this.transport = transport;
    this.request = request;
    this.dial = new Dial(transport.dialer(), Endpoint.of(request.uri()), this);
    response.whenComplete((done, failure) -> release()); // H5: cancelling comes here too
  }

  void start() {
    dial.start();
  }

  CompletableFuture<HttpResponse> response() {
    return response;
  }

  int maxResponseBytes() {
    return request.maxResponseBytes();
  }

  void succeeded(HttpResponse result) {
    response.complete(result);
  }

  void failed(Throwable cause) {
    response.completeExceptionally(NettyFailures.classify(cause));
  }

  @Override
  public void prepare(ChannelPipeline pipeline) {
    pipeline.addLast(Http.codec(), new HttpCallHandler(this));
  }

  @Override
  public void unreachable(Throwable cause) {
    failed(cause);
  }

  @Override
  public void transportClosed() {
    failed(new TransportException(Kind.ABORTED, "the transport was closed", null));
  }

  FullHttpRequest message() {
    HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    headers.add("Host", Endpoint.of(request.uri()).authority());
    for (Header header : request.headers()) {
      headers.add(header.name(), header.value());
    }
    int length = request.body().remaining();
    if (length > 0 || METHODS_WITH_BODY.contains(request.method())) {
      headers.add("Content-Length", length);
    }
    headers.add("Connection", "close");
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1,
        HttpMethod.valueOf(request.method()),
        Endpoint.target(request.uri()),
        Unpooled.wrappedBuffer(request.body()),
        headers,
        EmptyHttpHeaders.INSTANCE);
  }

  private void release() {
    dial.cancel();
    transport.forget(this);
  }
}

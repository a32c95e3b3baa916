package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.AttemptRegistry;
import dev.agnost.realtime.transport.support.Endpoint;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One HTTP/1.1 exchange on a connection of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // the caller keeps the future
final class HttpCall implements ConnectAttempt.Owner, AttemptRegistry.Attempt {

  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final HttpRequest request;
  private final Endpoint endpoint;
  private final ConnectAttempt attempt;
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
    this.request = request;
    this.endpoint = Endpoint.of(request.uri());
    this.attempt = new ConnectAttempt(transport.settings(), endpoint, this);
    response.whenComplete( // H5: also when it is cancelled
        (done, failure) -> {
          attempt.cancel();
          transport.attempts().remove(this);
        });
  }

  void start() {
    attempt.start();
  }

  CompletableFuture<HttpResponse> response() {
    return response;
  }

  @Override
  public void failed(Throwable cause) {
    response.completeExceptionally(NettyFailures.classify(cause));
  }

  @Override
  public void addHandlers(ChannelPipeline pipeline) {
    pipeline.addLast(
        NettyTransport.httpCodec(),
        new HttpObjectAggregator(request.maxResponseBytes()),
        new Exchange());
  }

  @Override
  public void transportClosed() {
    failed(new TransportException(Kind.ABORTED, "the transport was closed", null));
  }

  private FullHttpRequest message() {
    FullHttpRequest message =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(request.method()),
            endpoint.target(),
            Unpooled.wrappedBuffer(request.body()));
    HttpHeaders headers = message.headers();
    headers.add("Host", endpoint.authority());
    for (Header header : request.headers()) {
      headers.add(header.name(), header.value());
    }
    int length = request.body().remaining();
    if (length > 0 || METHODS_WITH_BODY.contains(request.method())) {
      headers.add("Content-Length", length);
    }
    headers.add("Connection", "close");
    return message;
  }

  private static HttpResponse convert(FullHttpResponse response) {
    List<Header> headers = new ArrayList<>();
    for (Map.Entry<String, String> field : response.headers()) {
      try {
        headers.add(new Header(field.getKey(), field.getValue()));
      } catch (IllegalArgumentException notRepresentable) {
        // ignored: HttpResponse leaves such a field out
      }
    }
    ByteBuffer body = ByteBuffer.wrap(ByteBufUtil.getBytes(response.content()));
    return HttpResponse.of(response.status().code(), headers, body);
  }

  /** Sends the request and takes the aggregated response, on the event loop. */
  private final class Exchange extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(message(), ctx.voidPromise());
      ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      try {
        if (message instanceof FullHttpResponse response) {
          if (response.decoderResult().isFailure()) {
            Throwable cause = response.decoderResult().cause();
            throw new TransportException(Kind.PROTOCOL, "the response is not HTTP", cause);
          }
          if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            HttpCall.this.response.complete(convert(response));
          }
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      failed(
          new TransportException(Kind.LOST, "the connection ended before the response did", null));
      ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      failed(cause);
    }
  }
}

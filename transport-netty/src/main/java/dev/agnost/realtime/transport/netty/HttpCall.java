package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.Endpoint;
import dev.agnost.realtime.transport.support.ResponseCollector;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One HTTP/1.1 exchange on a connection of its own. */
final class HttpCall implements ConnectAttempt.Owner {

  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final NettyTransport transport;
  private final HttpRequest request;
  private final Endpoint endpoint;
  private final ConnectAttempt attempt;
  private final ResponseCollector response;

  /**
   * @throws IllegalArgumentException if the URI is not for HTTP, or a header is reserved
   */
  HttpCall(NettyTransport transport, HttpRequest request) {
    this.transport = transport;
    this.request = request;
    this.endpoint = Endpoint.of(request.uri());
    this.attempt = new ConnectAttempt(transport.settings(), endpoint, this);
    this.response = new ResponseCollector(request, transport.attempts(), attempt::cancel);
  }

  CompletableFuture<HttpResponse> send() {
    if (transport.attempts().add(response)) {
      attempt.start();
    }
    return response.future();
  }

  @Override
  public void failed(Throwable cause) {
    response.failed(NettyFailures.classify(cause));
  }

  @Override
  public void addHandlers(ChannelPipeline pipeline) {
    pipeline.addLast(NettyTransport.httpCodec(), new Exchange());
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

  /** Sends the request and takes the response, on the event loop; interim ones are skipped. */
  private final class Exchange extends ChannelInboundHandlerAdapter {

    private int status; // 0 until there is a response that is not interim

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(message(), ctx.voidPromise());
      ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      try {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
          Throwable cause = part.decoderResult().cause();
          throw new TransportException(Kind.PROTOCOL, "the response is not HTTP", cause);
        }
        if (message instanceof io.netty.handler.codec.http.HttpResponse head) {
          head(head);
        }
        if (status != 0 && message instanceof HttpContent part) {
          if (response.body(part.content().nioBuffer()) && part instanceof LastHttpContent) {
            response.complete(status);
          }
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private void head(io.netty.handler.codec.http.HttpResponse head) {
      if (head.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
        status = head.status().code();
        head.headers().forEach(field -> response.header(field.getKey(), field.getValue()));
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

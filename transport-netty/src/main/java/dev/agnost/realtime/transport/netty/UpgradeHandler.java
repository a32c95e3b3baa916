package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.Endpoint;
import dev.agnost.realtime.transport.support.Rejection;
import dev.agnost.realtime.transport.support.WebSocketHandshake;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the upgrade request and checks the response; interim responses are skipped. Used by the
 * event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

  /** How long the body of a rejection may take; the rejection itself is there already. */
  private static final int BODY_SECONDS = 1;

  private final ConnectRequest request;
  private final NettyConnection connection;
  private final WebSocketHandshake handshake;
  private boolean accepted;
  private @Nullable Rejection rejection;

  UpgradeHandler(ConnectRequest request, NettyConnection connection, SecureRandom random) {
    this.request = request;
    this.connection = connection;
    this.handshake = new WebSocketHandshake(random);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(upgradeRequest(), ctx.voidPromise());
    ctx.fireChannelActive();
  }

  private FullHttpRequest upgradeRequest() {
    Endpoint endpoint = Endpoint.of(request.uri());
    FullHttpRequest upgrade =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, endpoint.target(), Unpooled.EMPTY_BUFFER);
    HttpHeaders headers = upgrade.headers();
    headers.add("Host", endpoint.authority());
    headers.add("Upgrade", "websocket");
    headers.add("Connection", "Upgrade");
    headers.add("Sec-WebSocket-Key", handshake.key());
    headers.add("Sec-WebSocket-Version", "13");
    for (Header header : request.headers()) {
      headers.add(header.name(), header.value());
    }
    return upgrade;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpResponse response) {
        head(ctx, response);
      }
      if (message instanceof HttpContent content) {
        body(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(ChannelHandlerContext ctx, HttpResponse response) {
    HttpResponseStatus status = response.status();
    if (response.decoderResult().isFailure()) {
      Throwable cause = response.decoderResult().cause();
      throw new TransportException(Kind.PROTOCOL, "the response to the upgrade is not HTTP", cause);
    } else if (status.code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      if (!response.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
        throw new TransportException(
            Kind.PROTOCOL, "the response with status 101 is not HTTP/1.1", null);
      }
      handshake.verify(response.headers()::getAll);
      accepted = true;
    } else if (status.codeClass() != HttpStatusClass.INFORMATIONAL) {
      rejection = new Rejection(status.code(), response.headers().get(HttpHeaderNames.RETRY_AFTER));
      ctx.executor().schedule(this::reject, BODY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void body(ChannelHandlerContext ctx, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (accepted && last) {
      connection.upgraded(ctx);
    } else if (rejection != null && (rejection.add(content.content().nioBuffer()) || last)) {
      reject();
    }
  }

  private void reject() {
    if (rejection != null) {
      connection.failed(rejection.toFailure());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    exceptionCaught(
        ctx, new TransportException(Kind.LOST, "the connection ended during the upgrade", null));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    connection.failed(rejection != null ? rejection.toFailure() : cause);
  }
}

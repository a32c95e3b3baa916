package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.RetryAfter;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends the upgrade request and judges the response. */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

  /** How long the text of a refusal may take; the refusal itself is there already. */
  private static final int BODY_SECONDS = 1;

  private final Upgrade upgrade;
  private final NettyConnection connection;

  private boolean accepted; // loop only, as all below
  private @Nullable HttpResponse refusal;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

  UpgradeHandler(Upgrade upgrade, NettyConnection connection) {
    this.upgrade = upgrade;
    this.connection = connection;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(upgrade.request(), ctx.voidPromise());
    ctx.fireChannelActive();
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
    if (response.decoderResult().isFailure()) {
      Throwable cause = response.decoderResult().cause();
      connection.failed(
          new TransportException(Kind.PROTOCOL, "the response to the upgrade is not HTTP", cause));
    } else if (response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      upgrade.verify(response);
      accepted = true;
    } else {
      refusal = response;
      ctx.executor().schedule(this::refuse, BODY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void body(ChannelHandlerContext ctx, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (accepted && last) {
      connection.upgraded(ctx);
      return;
    }
    if (refusal != null) {
      int room = TransportException.MAX_BODY_CHARS - body.size();
      int bytes = Math.min(room, content.content().readableBytes());
      body.writeBytes(ByteBufUtil.getBytes(content.content().readSlice(bytes)));
      if (last || bytes == room) {
        refuse();
      }
    }
  }

  private void refuse() {
    if (refusal != null) {
      int status = refusal.status().code();
      String retryAfter = refusal.headers().get(HttpHeaderNames.RETRY_AFTER);
      connection.failed(
          TransportException.rejected(
              status,
              RetryAfter.parse(retryAfter, Instant.now()),
              body.toString(StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (refusal != null) {
      refuse();
    } else {
      connection.failed(
          new TransportException(Kind.LOST, "the connection ended during the upgrade", null));
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (refusal != null) {
      refuse();
    } else {
      connection.failed(cause);
    }
  }
}

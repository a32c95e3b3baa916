package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends the request and gathers the response. Used by the event loop only. */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught
final class HttpCallHandler extends ChannelInboundHandlerAdapter {

  private final HttpCall call;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final List<Header> headers = new ArrayList<>();
  private int status;
  private boolean interim;

  HttpCallHandler(HttpCall call) {
    this.call = call;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(call.message(), ctx.voidPromise());
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
    try {
      if (message instanceof HttpObject part) {
        requireDecoded(part.decoderResult());
      }
      if (message instanceof io.netty.handler.codec.http.HttpResponse head) {
        interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        status = head.status().code();
        headers.clear();
        head.headers().forEach(this::add);
      }
      if (message instanceof HttpContent content) {
        append(content.content());
        if (content instanceof LastHttpContent && !interim) {
          call.succeeded(HttpResponse.of(status, headers, ByteBuffer.wrap(body.toByteArray())));
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private static void requireDecoded(DecoderResult result) {
    if (result.isFailure()) {
      throw new TransportException(Kind.PROTOCOL, "the response is not HTTP", result.cause());
    }
  }

  private void add(Map.Entry<String, String> field) {
    try {
      headers.add(new Header(field.getKey(), field.getValue()));
    } catch (IllegalArgumentException notRepresentable) {
      // ignored: HttpResponse leaves such a field out
    }
  }

  private void append(ByteBuf content) throws IOException {
    if (content.readableBytes() > call.maxResponseBytes() - body.size()) {
      throw new TransportException(
          Kind.MESSAGE_TOO_LARGE,
          "the response body is above the limit of " + call.maxResponseBytes() + " bytes",
          null);
    }
    content.readBytes(body, content.readableBytes());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    call.failed(
        new TransportException(Kind.LOST, "the connection ended before the response did", null));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    call.failed(cause);
  }
}

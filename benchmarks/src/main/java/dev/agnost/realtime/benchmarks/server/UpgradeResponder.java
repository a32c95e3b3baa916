package dev.agnost.realtime.benchmarks.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Accepts every upgrade and opens an Engine.IO session on it. */
@SuppressWarnings("FutureReturnValueIgnored") // failures end the channel
final class UpgradeResponder extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

  /** Heartbeats far apart: no run lasts as long. */
  private static final String OPEN =
      "0{\"sid\":\"load\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":600000,"
          + "\"maxPayload\":100000000}";

  private final Load load;

  UpgradeResponder(Load load) {
    this.load = load;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request)
      throws NoSuchAlgorithmException {
    String key = request.headers().get("Sec-WebSocket-Key", "");
    byte[] digest =
        MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.UTF_8));
    String response =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(digest)
            + "\r\n\r\n";
    LoadConnection connection = new LoadConnection(load, ctx.channel());
    ctx.pipeline().addLast(connection);
    ctx.pipeline().remove(HttpObjectAggregator.class);
    ctx.pipeline().remove(this);
    ctx.pipeline().remove(HttpServerCodec.class);
    connection.channel().write(Unpooled.copiedBuffer(response, US_ASCII));
    connection.channel().writeAndFlush(Frames.text(OPEN));
    load.add(connection);
  }
}

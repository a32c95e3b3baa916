package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** HTTP/1.1 on the connections of a transport, one for each exchange. */
final class NettyHttpExchange implements HttpExchange {

  private final NettyTransport transport;

  NettyHttpExchange(NettyTransport transport) {
    this.transport = transport;
  }

  @Override
  public CompletableFuture<HttpResponse> send(HttpRequest request) {
    HttpCall call = new HttpCall(transport, request);
    if (transport.begin(call)) {
      call.start();
    }
    return call.response();
  }
}

package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** HTTP/1.1 on the connections of a transport, one for each exchange. */
final class JettyHttpExchange implements HttpExchange {

  private final JettyTransport transport;

  JettyHttpExchange(JettyTransport transport) {
    this.transport = transport;
  }

  @Override
  public CompletableFuture<HttpResponse> send(HttpRequest request) {
    HttpCall call = new HttpCall(transport, Objects.requireNonNull(request, "request"));
    if (transport.begin(call)) {
      call.start();
    }
    return call.response();
  }
}

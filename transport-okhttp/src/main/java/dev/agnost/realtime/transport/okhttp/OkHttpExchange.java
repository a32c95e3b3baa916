package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** HTTP with the TLS and proxy settings of a transport. */
final class OkHttpExchange implements HttpExchange {

  private final OkHttpTransport transport;

  OkHttpExchange(OkHttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public CompletableFuture<HttpResponse> send(HttpRequest request) {
    Objects.requireNonNull(request, "request");
    HttpCall call = new HttpCall(transport, request);
    if (transport.begin(call)) {
      call.start();
    }
    return call.response();
  }
}

package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.support.ResponseCollector;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;

/** One HTTP exchange on a connection of its own. */
final class HttpCall implements Response.Listener {

  private final JettyTransport transport;
  private final AttemptSocket socket = new AttemptSocket();
  private final ResponseCollector response;

  /**
   * @throws IllegalArgumentException if a header is reserved
   */
  HttpCall(JettyTransport transport, HttpRequest request) {
    this.transport = transport;
    this.response = new ResponseCollector(request, transport.attempts(), socket::release);
  }

  /**
   * Begins the exchange.
   *
   * @throws IllegalArgumentException if the URI has no host
   */
  CompletableFuture<HttpResponse> send(HttpRequest given) {
    Request request =
        transport
            .client()
            .http()
            .newRequest(given.uri())
            .method(given.method())
            .tag(socket)
            .onRequestBegin(begun -> socket.reached())
            .headers(
                headers -> {
                  given.headers().forEach(header -> headers.add(header.name(), header.value()));
                  headers.put(HttpHeader.CONNECTION, "close");
                });
    if (given.body().hasRemaining()) {
      request.body(new ByteBufferRequestContent("", given.body().duplicate()));
    }
    if (transport.attempts().add(response)) {
      socket.begin(() -> request.send(this), this::fail);
    }
    return response.future();
  }

  @Override
  public void onContent(Response head, ByteBuffer part) {
    response.body(part);
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      fail(JettyFailures.of(result));
      return;
    }
    Response whole = result.getResponse();
    whole.getHeaders().forEach(field -> response.header(field.getName(), field.getValue()));
    response.complete(whole.getStatus());
  }

  private void fail(Throwable cause) {
    response.failed(transport.failure(socket, cause));
  }
}

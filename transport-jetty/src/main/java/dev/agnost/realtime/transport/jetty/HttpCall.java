package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.AttemptRegistry;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** One HTTP exchange on a connection of its own. */
final class HttpCall implements Response.Listener, AttemptRegistry.Attempt {

  private final JettyTransport transport;
  private final Request request;
  private final int maxBytes;
  private final AttemptSocket socket = new AttemptSocket();
  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(); // by Jetty's thread

  /**
   * @throws IllegalArgumentException if the URI has no host, or a header is reserved
   */
  HttpCall(JettyTransport transport, HttpRequest given) {
    given.headers().forEach(HttpCall::refuseReserved);
    this.transport = transport;
    this.maxBytes = given.maxResponseBytes();
    this.request =
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
    CompletableFuture<?> unused =
        response.whenComplete((done, failure) -> release()); // H5: cancelling comes here too
  }

  private static void refuseReserved(Header header) {
    if (header.isReserved()) {
      throw new IllegalArgumentException(
          "header " + header.name() + " is written by the HTTP client and cannot be set");
    }
  }

  CompletableFuture<HttpResponse> send() {
    if (transport.attempts().add(this)) {
      socket.begin(() -> request.send(this), this::fail);
    }
    return response;
  }

  @Override
  public void transportClosed() {
    fail(new TransportException(Kind.ABORTED, "the transport was closed", null));
  }

  @Override
  public void onContent(Response head, ByteBuffer part) {
    if (part.remaining() > maxBytes - body.size()) {
      String message = "the response body is above the limit of " + maxBytes + " bytes";
      fail(new TransportException(Kind.MESSAGE_TOO_LARGE, message, null));
      return;
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    body.writeBytes(bytes);
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      fail(JettyFailures.of(result));
      return;
    }
    List<Header> headers = new ArrayList<>();
    for (HttpField field : result.getResponse().getHeaders()) {
      try {
        String value = field.getValue();
        headers.add(new Header(field.getName(), value == null ? "" : value));
      } catch (IllegalArgumentException notRepresentable) {
        // ignored: HttpResponse leaves such a field out
      }
    }
    int status = result.getResponse().getStatus();
    response.complete(HttpResponse.of(status, headers, ByteBuffer.wrap(body.toByteArray())));
  }

  private void fail(Throwable cause) {
    response.completeExceptionally(TransportFailures.classify(transport.failure(socket, cause)));
  }

  private void release() {
    socket.release();
    transport.attempts().remove(this);
  }
}

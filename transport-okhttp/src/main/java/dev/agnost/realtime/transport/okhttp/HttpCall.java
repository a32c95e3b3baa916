package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange. Its future ends once, and then the socket is closed. */
final class HttpCall implements Attempt, Callback {

  private final OkHttpTransport transport;
  private final HttpRequest request;
  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();

  HttpCall(OkHttpTransport transport, HttpRequest request) {
    this.transport = transport;
    this.request = request;
  }

  CompletableFuture<HttpResponse> response() {
    return response;
  }

  void start() {
    Optional<Endpoint> endpoint =
        Endpoint.of(request.uri(), "https".equalsIgnoreCase(request.uri().getScheme()));
    if (endpoint.isEmpty()) {
      fail(new TransportException(Kind.UNREACHABLE, "OkHttp cannot ask for " + request, null));
      transport.forget(this);
      return;
    }
    Clients.Line line = transport.clients().line(endpoint.get(), request.headers());
    try {
      Request asked = line.request().method(request.method(), body()).build();
      Call call =
          line.client()
              .addNetworkInterceptor(new HttpAnswer(request, response))
              .build()
              .newCall(asked);
      CompletableFuture<HttpResponse> unused =
          response.whenComplete((answer, failure) -> end(call, line.sockets()));
      call.enqueue(this);
    } catch (RuntimeException | OutOfMemoryError e) { // no thread, or a body where none may be
      fail(Failures.connecting(e));
      transport.forget(this);
    }
  }

  private @Nullable RequestBody body() {
    boolean required =
        switch (request.method()) {
          case "POST", "PUT", "PATCH" -> true;
          default -> false;
        };
    return required || request.body().hasRemaining()
        ? RequestBody.create(ByteString.of(request.body().duplicate()), null)
        : null;
  }

  private void end(Call call, AttemptSockets sockets) {
    transport.forget(this);
    sockets.close();
    call.cancel();
  }

  @Override
  public void transportClosed() {
    fail(new TransportException(Kind.ABORTED, "the transport was closed", null));
  }

  @Override
  public void onFailure(Call call, IOException cause) {
    fail(Failures.connecting(cause));
  }

  /** {@link HttpAnswer} has seen the real response. */
  @Override
  public void onResponse(Call call, Response taken) {
    taken.close();
    fail(new TransportException(Kind.LOST, "the exchange ended without a response", null));
  }

  private void fail(TransportException failure) {
    response.completeExceptionally(failure);
  }
}

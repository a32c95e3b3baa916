package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.ReleaseHandle;
import dev.agnost.realtime.transport.support.ResponseCollector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange. Its future ends once, and then the socket is closed.
 *
 * <p>As a network interceptor it takes the response and shows OkHttp an empty 200 instead, since
 * OkHttp repeats some requests by itself, such as after a 503 with {@code Retry-After: 0}.
 */
final class HttpCall implements Interceptor, Callback {

  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final OkHttpTransport transport;
  private final HttpRequest request;
  private final ReleaseHandle handle = new ReleaseHandle();
  private final ResponseCollector response;

  HttpCall(OkHttpTransport transport, HttpRequest request) {
    this.transport = transport;
    this.request = request;
    this.response = new ResponseCollector(request, transport.attempts(), handle::release);
  }

  CompletableFuture<HttpResponse> send() {
    if (transport.attempts().add(response)) {
      start();
    }
    return response.future();
  }

  private void start() {
    try {
      AttemptClients.Line line = transport.clients().line(request.uri(), request.headers(), null);
      Call call =
          line.client()
              .addNetworkInterceptor(this)
              .build()
              .newCall(line.request().method(request.method(), body()).build());
      handle.set(
          () -> {
            line.sockets().close();
            call.cancel();
          });
      call.enqueue(this);
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) { // such as a body with GET
      response.failed(OkHttpFailures.of(e));
    }
  }

  private @Nullable RequestBody body() {
    return request.body().hasRemaining() || METHODS_WITH_BODY.contains(request.method())
        ? RequestBody.create(ByteString.of(request.body().duplicate()), null)
        : null;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    try (Response answer = chain.proceed(chain.request())) {
      take(answer);
      return answer
          .newBuilder()
          .code(200)
          .headers(new Headers.Builder().build())
          .body(ResponseBody.create("", null))
          .build();
    }
  }

  private void take(Response answer) throws IOException {
    Headers headers = answer.headers();
    for (int i = 0; i < headers.size(); i++) {
      response.header(headers.name(i), headers.value(i));
    }
    @Nullable ResponseBody body = answer.body(); // never null in 5.x
    if (body != null) {
      body.source().request(request.maxResponseBytes() + 1L);
      response.body(ByteBuffer.wrap(body.source().getBuffer().readByteArray()));
    }
    response.complete(answer.code());
  }

  @Override
  public void onFailure(Call call, IOException cause) {
    response.failed(OkHttpFailures.of(cause));
  }

  /** The real response was taken by {@link #intercept}. */
  @Override
  public void onResponse(Call call, Response taken) {
    taken.close();
    response.failed(
        new TransportException(Kind.LOST, "the exchange ended without a response", null));
  }
}

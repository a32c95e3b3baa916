package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.AttemptRegistry;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange. Its future ends once, and then the socket is closed.
 *
 * <p>As a network interceptor it takes the response and shows OkHttp an empty 200 instead, since
 * OkHttp repeats some requests by itself, such as after a 503 with {@code Retry-After: 0}.
 */
final class HttpCall implements AttemptRegistry.Attempt, Interceptor, Callback {

  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

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
    try {
      AttemptClients.Line line = transport.clients().line(request.uri(), request.headers(), null);
      Call call =
          line.client()
              .addNetworkInterceptor(this)
              .build()
              .newCall(line.request().method(request.method(), body()).build());
      CompletableFuture<HttpResponse> unused =
          response.whenComplete(
              (answer, failure) -> {
                transport.attempts().remove(this);
                line.sockets().close();
                call.cancel();
              });
      call.enqueue(this);
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) { // such as a body with GET
      transport.attempts().remove(this);
      fail(e);
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
      @Nullable ResponseBody body = answer.body(); // never null in 5.x
      ByteBuffer bytes = body == null ? ByteBuffer.allocate(0) : read(body.source());
      response.complete(HttpResponse.of(answer.code(), headers(answer.headers()), bytes));
      return answer
          .newBuilder()
          .code(200)
          .headers(new Headers.Builder().build())
          .body(ResponseBody.create("", null))
          .build();
    }
  }

  private ByteBuffer read(BufferedSource source) throws IOException {
    if (source.request(request.maxResponseBytes() + 1L)) {
      String message = "the response body has more than " + request.maxResponseBytes() + " bytes";
      throw new IOException(new TransportException(Kind.MESSAGE_TOO_LARGE, message, null));
    }
    return ByteBuffer.wrap(source.readByteArray());
  }

  private static List<Header> headers(Headers received) {
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < received.size(); i++) {
      try {
        headers.add(new Header(received.name(i), received.value(i).strip()));
      } catch (IllegalArgumentException e) {
        // ignored: HttpResponse leaves out what is not representable
      }
    }
    return headers;
  }

  @Override
  public void onFailure(Call call, IOException cause) {
    fail(cause);
  }

  /** The real response was taken by {@link #intercept}. */
  @Override
  public void onResponse(Call call, Response taken) {
    taken.close();
    fail(new TransportException(Kind.LOST, "the exchange ended without a response", null));
  }

  @Override
  public void transportClosed() {
    fail(new TransportException(Kind.ABORTED, "the transport was closed", null));
  }

  private void fail(Throwable cause) {
    response.completeExceptionally(TransportFailures.classify(OkHttpFailures.of(cause)));
  }
}

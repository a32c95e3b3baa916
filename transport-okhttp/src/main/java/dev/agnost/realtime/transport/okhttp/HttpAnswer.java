package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Takes the response before OkHttp can decompress it, follow it or repeat the request because of
 * it. OkHttp is left with an empty one.
 */
final class HttpAnswer implements Interceptor {

  private final HttpRequest asked;
  private final CompletableFuture<HttpResponse> answer;

  HttpAnswer(HttpRequest asked, CompletableFuture<HttpResponse> answer) {
    this.asked = asked;
    this.answer = answer;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    try (Response response = chain.proceed(chain.request())) {
      answer.complete(
          HttpResponse.of(response.code(), headers(response.headers()), body(response)));
      return response
          .newBuilder()
          .code(200)
          .headers(Headers.EMPTY)
          .body(ResponseBody.create(ByteString.EMPTY, null))
          .build();
    }
  }

  private ByteBuffer body(Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(asked.maxResponseBytes() + 1L)) {
      throw new IOException(
          "too large",
          new TransportException(
              Kind.MESSAGE_TOO_LARGE,
              "the response body has more than " + asked.maxResponseBytes() + " bytes",
              null));
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
}

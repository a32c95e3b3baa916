package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Collects the response of one HTTP exchange under the limit of its request (H4), completes the
 * future that {@code HttpExchange.send} returns once (H1), and frees the connection then, also when
 * the caller cancels the future (H5) and when the transport is closed.
 *
 * <pre>{@code
 * ResponseCollector response = new ResponseCollector(request, attempts, call::cancel);
 * if (attempts.add(response)) {
 *   // begin; report head, headers, body and end, or the failure
 * }
 * return response.future();
 * }</pre>
 *
 * <p>The parts of a response are reported by one thread at a time; {@link #failed} is called on any
 * thread.
 */
public final class ResponseCollector implements AttemptRegistry.Attempt {

  private final int maxBytes;
  private final CompletableFuture<HttpResponse> future = new CompletableFuture<>();
  private final List<Header> headers = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /**
   * @param attempts of the transport; the exchange leaves them when it ends
   * @param release frees the connection; called once, on the thread that ends the exchange
   * @throws IllegalArgumentException if the request has a header that belongs to the HTTP client
   */
  public ResponseCollector(HttpRequest request, AttemptRegistry attempts, Runnable release) {
    for (Header header : request.headers()) {
      if (header.isReserved()) {
        throw new IllegalArgumentException(
            "header " + header.name() + " is written by the HTTP client and cannot be set");
      }
    }
    maxBytes = request.maxResponseBytes();
    CompletableFuture<?> unused =
        future.whenComplete(
            (response, failure) -> {
              attempts.remove(this);
              release.run();
            });
  }

  /** The result of the exchange. Its cancellation ends the exchange. */
  public CompletableFuture<HttpResponse> future() {
    return future;
  }

  /** A field of the response; left out if {@link Header} cannot represent it. */
  public void header(String name, @Nullable String value) {
    try {
      headers.add(new Header(name, value == null ? "" : value.strip()));
    } catch (IllegalArgumentException notRepresentable) {
      // ignored: HttpResponse leaves such a field out
    }
  }

  /**
   * A part of the body; its position is moved to its limit, unless it exceeds the request's limit,
   * which ends the exchange with {@link Kind#MESSAGE_TOO_LARGE}.
   *
   * @return whether to go on reading
   */
  public boolean body(ByteBuffer part) {
    if (part.remaining() > maxBytes - body.size()) {
      failed(
          new TransportException(
              Kind.MESSAGE_TOO_LARGE,
              "the response body is above the limit of " + maxBytes + " bytes",
              null));
      return false;
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    body.write(bytes, 0, bytes.length);
    return true;
  }

  /** The response is whole. Ignored if the exchange has ended. */
  public void complete(int status) {
    future.complete(HttpResponse.of(status, headers, ByteBuffer.wrap(body.toByteArray())));
  }

  /** The exchange failed; the cause goes through {@link TransportFailures#classify}. */
  public void failed(Throwable cause) {
    future.completeExceptionally(TransportFailures.classify(cause));
  }

  @Override
  public void transportClosed() {
    failed(new TransportException(Kind.ABORTED, "the transport was closed", null));
  }
}

package dev.agnost.realtime.core.client;

import dev.agnost.realtime.transport.TransportException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as one buffer, which fails as soon as more has come than is allowed. Only
 * loaded where {@code java.net.http} is present.
 */
final class BoundedBody implements BodySubscriber<ByteBuffer> {

  private final int maxBytes;
  private final CompletableFuture<ByteBuffer> whole = new CompletableFuture<>();
  private final List<ByteBuffer> pieces = new ArrayList<>(); // signals come one after the other
  private int bytes;
  private @Nullable Subscription subscription;

  BoundedBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<ByteBuffer> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription given) {
    if (subscription != null) {
      given.cancel();
      return;
    }
    subscription = given;
    given.request(Long.MAX_VALUE); // what comes is bounded by maxBytes
  }

  @Override
  public void onNext(List<ByteBuffer> more) {
    if (whole.isDone()) {
      return;
    }
    for (ByteBuffer piece : more) {
      if (piece.remaining() > maxBytes - bytes) {
        refuse();
        return;
      }
      bytes += piece.remaining();
      pieces.add(piece);
    }
  }

  private void refuse() {
    pieces.clear();
    if (subscription != null) {
      subscription.cancel();
    }
    whole.completeExceptionally(
        new TransportException(
            TransportException.Kind.MESSAGE_TOO_LARGE,
            "the response body is above " + maxBytes + " bytes",
            null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.clear();
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    ByteBuffer all = ByteBuffer.allocate(bytes);
    pieces.forEach(all::put);
    pieces.clear();
    whole.complete(all.flip());
  }
}

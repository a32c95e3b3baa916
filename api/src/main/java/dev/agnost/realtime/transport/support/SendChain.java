package dev.agnost.realtime.transport.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends one after another, for libraries that take the next message only when the last is written.
 *
 * <p>Sends are carried out in the order of the calls, whatever the threads (T4.2). After one that
 * failed no other is tried, so the peer has a prefix (T4.3). Thread-safe; no call blocks, and no
 * lock is held while the library is called.
 *
 * @param <S> the library's WebSocket
 */
public final class SendChain<S> {

  private final AtomicReference<CompletableFuture<S>> last;
  private final AtomicLong unsentBytes = new AtomicLong();
  private final Consumer<Throwable> onFailure;

  /**
   * @param opened completed with the WebSocket when it is open; sends wait for that
   * @param onFailure told of the send that failed, on the library's thread
   */
  public SendChain(CompletableFuture<S> opened, Consumer<Throwable> onFailure) {
    this.last = new AtomicReference<>(opened);
    this.onFailure = onFailure;
  }

  /**
   * Sends when all sends before are written.
   *
   * @param bytes counted as unsent until this is written
   * @param send the library's call; its result is done when the bytes are written
   */
  public void add(int bytes, Function<S, ? extends CompletionStage<?>> send) {
    unsentBytes.addAndGet(bytes);
    CompletableFuture<S> sent = new CompletableFuture<>();
    CompletableFuture<?> unused =
        last.getAndSet(sent)
            .thenCompose(socket -> send.apply(socket).thenApply(written -> socket))
            .whenComplete(
                (socket, failure) -> {
                  unsentBytes.addAndGet(-bytes);
                  if (failure == null) {
                    sent.complete(socket);
                  } else { // the rest stays as it is and is collected with the connection
                    onFailure.accept(failure);
                  }
                });
  }

  /** Bytes added and not yet written. */
  public long unsentBytes() {
    return unsentBytes.get();
  }
}

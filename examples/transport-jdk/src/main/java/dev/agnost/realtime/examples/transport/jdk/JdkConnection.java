package dev.agnost.realtime.examples.transport.jdk;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.AttemptRegistry;
import dev.agnost.realtime.transport.support.ConnectionAdapter;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import dev.agnost.realtime.transport.support.ReadAhead;
import dev.agnost.realtime.transport.support.RetryAfter;
import dev.agnost.realtime.transport.support.SendChain;
import dev.agnost.realtime.transport.support.Utf8Text;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One WebSocket of the JDK. */
final class JdkConnection implements ConnectionAdapter, WebSocket.Listener {

  private final AttemptRegistry attempts;
  private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private final AtomicBoolean readDue = new AtomicBoolean(); // the library has no demand of ours
  private final ConnectionSignals signals;
  private final ReadAhead inbound;
  private final SendChain<WebSocket> outbound;

  JdkConnection(AttemptRegistry attempts, TransportListener listener, int maxInboundMessageBytes) {
    this.attempts = attempts;
    signals = new ConnectionSignals(this, listener, this);
    inbound = new ReadAhead(signals, maxInboundMessageBytes);
    outbound = new SendChain<>(opened, failure -> handled(inbound.failed(failure)));
  }

  void dial(ConnectRequest request, HttpClient client) {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    request.headers().forEach(header -> builder.header(header.name(), header.value()));
    CompletableFuture<WebSocket> attempt = builder.buildAsync(request.uri(), this);
    CompletableFuture<?> unusedAbort = released.thenRun(() -> attempt.cancel(true));
    CompletableFuture<?> unusedResult =
        attempt.whenComplete(
            (socket, failure) -> {
              if (failure != null) {
                signals.failed(refusal(failure));
              }
              resumeReading();
            });
  }

  private static Throwable refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof WebSocketHandshakeException handshake)) {
      return failure;
    }
    HttpResponse<?> answer = handshake.getResponse();
    if (answer.statusCode() == 101) {
      return new TransportException(Kind.PROTOCOL, "the 101 does not fit the request", cause);
    }
    return TransportException.rejected(
        answer.statusCode(),
        RetryAfter.parse(answer.headers().firstValue("Retry-After").orElse(""), Instant.now()),
        String.valueOf(answer.body()));
  }

  @Override
  public void sendText(ByteBuffer utf8) {
    if (signals.maySend()) {
      outbound.add(utf8.remaining(), socket -> socket.sendText(Utf8Text.decode(utf8), true));
    }
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    if (signals.maySend()) {
      // A slice is big-endian; the library masks by the byte order of the buffer.
      outbound.add(bytes.remaining(), socket -> socket.sendBinary(bytes.slice(), true));
    }
  }

  @Override
  public long bufferedBytes() {
    return signals.isEnded() ? 0 : outbound.unsentBytes();
  }

  @Override
  public void close(CloseStatus status) {
    if (signals.beginClose()) { // the library cannot leave the code out
      int code = status.equals(CloseStatus.NO_STATUS) ? 1000 : status.code();
      outbound.add(0, socket -> socket.sendClose(code, status.reason()));
      resumeReading();
    }
  }

  @Override
  public ConnectionSignals signals() {
    return signals;
  }

  @Override
  public void resumeReading() {
    inbound.deliver();
    if (inbound.hasRoom() && readDue.compareAndSet(true, false)) {
      CompletableFuture<?> unused = opened.thenAccept(socket -> socket.request(1));
    }
  }

  /** The library answers and ends TCP, unless the peer does not read. */
  @Override
  public void releaseGracefully() {
    CompletableFuture<?> unused = released.completeOnTimeout(null, 2, TimeUnit.SECONDS);
    attempts.remove(this);
  }

  @Override
  public void release() {
    released.complete(null);
    attempts.remove(this);
  }

  @Override
  public void onOpen(WebSocket socket) {
    CompletableFuture<?> unused = released.thenRun(socket::abort);
    inbound.opened(); // signalled when the library has left this method, by dial
    opened.complete(socket);
    socket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    return handled(inbound.text(Utf8Text.encode(part), last));
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
    return handled(inbound.binary(part, last));
  }

  /** Parts use up demand as pings and pongs do, for which the library's default asks again. */
  private @Nullable CompletionStage<?> handled(boolean good) {
    if (!good) { // signalled when what came before has been delivered
      released.complete(null);
    }
    readDue.set(true);
    resumeReading();
    return null; // nothing to wait for: what the library passed has been copied
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    if (code == 1006) { // how the library calls an end of TCP
      return handled(inbound.failed(Kind.LOST, "the connection ended without a close frame"));
    }
    return handled(inbound.closed(code, reason)); // the library answers
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    handled(inbound.failed(error));
  }
}

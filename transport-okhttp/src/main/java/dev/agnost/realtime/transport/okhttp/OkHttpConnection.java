package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.CloseFrames;
import dev.agnost.realtime.transport.support.ConnectionAdapter;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import dev.agnost.realtime.transport.support.ReleaseHandle;
import dev.agnost.realtime.transport.support.Utf8Text;
import dev.agnost.realtime.transport.support.WebSocketHandshake;
import java.nio.ByteBuffer;
import java.util.Objects;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of OkHttp. What OkHttp reports comes on the thread that reads the connection, but
 * for failures and the end, which come on any.
 */
final class OkHttpConnection extends WebSocketListener implements ConnectionAdapter {

  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

  private final OkHttpTransport transport;
  private final ConnectionSignals signals;
  private final FrameGuard guard;
  private final ReleaseHandle handle = new ReleaseHandle();
  private volatile @Nullable WebSocket socket; // written once, before the signal of onOpen

  OkHttpConnection(OkHttpTransport transport, TransportListener listener) {
    this.transport = transport;
    this.signals = new ConnectionSignals(this, listener, this);
    this.guard = new FrameGuard(transport.maxInboundMessageBytes(), this::socketClosed);
  }

  void start(ConnectRequest request) {
    try {
      AttemptClients.Line line = transport.clients().line(request.uri(), request.headers(), guard);
      handle.set(line.sockets()::close);
      WebSocket made =
          line.client()
              .addInterceptor(chain -> chain.proceed(withoutExtensions(chain.request())))
              .build()
              .newWebSocket(line.request().build(), this);
      handle.set(
          () -> { // the sockets first: what is below TLS does not wait for a write
            line.sockets().close();
            made.cancel();
          });
    } catch (IllegalArgumentException unusable) {
      signals.failed(Kind.UNREACHABLE, String.valueOf(unusable.getMessage()));
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) { // no thread, say
      signals.failed(OkHttpFailures.of(e));
    }
  }

  private static Request withoutExtensions(Request request) {
    return request.newBuilder().removeHeader(EXTENSIONS).build();
  }

  @Override
  public void sendText(ByteBuffer utf8) {
    if (mayKeep(utf8)) {
      open().send(Utf8Text.decode(utf8)); // false: it has ended, and the signal is on its way
    }
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    if (mayKeep(bytes)) {
      open().send(ByteString.of(bytes));
    }
  }

  /** Whether to send; above its limit OkHttp would close the connection in an ordinary way. */
  private boolean mayKeep(ByteBuffer message) {
    if (!signals.maySend()) {
      return false;
    }
    if (open().queueSize() + message.remaining() > OkHttpTransport.MAX_BUFFERED_BYTES) {
      signals.failed(Kind.OVERFLOW, "more than 16 MiB unsent, which is all that OkHttp keeps");
      return false;
    }
    return true;
  }

  @Override
  public long bufferedBytes() {
    WebSocket open = socket;
    return open == null || signals.isEnded() ? 0 : open.queueSize();
  }

  @Override
  public void close(CloseStatus status) {
    int code = codeFor(status);
    if (signals.beginClose()) {
      open().close(code, status.reason());
    }
  }

  /** OkHttp cannot leave the code out. */
  private static int codeFor(CloseStatus status) {
    int code = status.equals(CloseStatus.NO_STATUS) ? CloseStatus.NORMAL.code() : status.code();
    if (!CloseStatus.mayTravel(code)) {
      throw new IllegalArgumentException("no close frame may carry this code: " + code);
    }
    return code;
  }

  @Override
  public ConnectionSignals signals() {
    return signals;
  }

  private WebSocket open() {
    return Objects.requireNonNull(socket, "socket"); // set before the signal of onOpen
  }

  @Override
  public void resumeReading() {
    // the reading thread waits in awaitDemand
  }

  @Override
  public void release() {
    transport.attempts().remove(this);
    handle.release();
  }

  /**
   * OkHttp ends TCP when both close frames have passed, which a peer that does not read delays. Its
   * {@code onClosed} may come before ours is written.
   */
  @Override
  public void releaseGracefully() {
    transport.linger(this::release);
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    socket = webSocket; // start may not have come so far
    try {
      WebSocketHandshake.verifyNothingNegotiated(response::headers);
      signals.opened();
    } catch (TransportException negotiated) {
      signals.failed(negotiated);
    }
  }

  @Override
  public void onMessage(WebSocket webSocket, ByteString bytes) {
    boolean text = guard.nextIsText();
    if (!signals.awaitDemand()) {
      return;
    }
    if (text) {
      signals.text(bytes.asByteBuffer());
    } else {
      signals.binary(bytes.asByteBuffer());
    }
  }

  /** OkHttp leaves the answer to its caller (T6.4). */
  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    try {
      CloseStatus status = CloseFrames.status(code, reason);
      webSocket.close(codeFor(status), null);
      signals.closed(status);
    } catch (TransportException illegal) {
      signals.failed(illegal);
    }
  }

  /**
   * OkHttp has closed the socket, which it does before it reports a failure; without a failure an
   * Error has ended its reader.
   */
  private void socketClosed() {
    TransportException refusal = guard.refusal();
    if (refusal != null) {
      signals.failed(refusal);
    } else if (!signals.isConnecting()) {
      signals.failed(Kind.LOST, "the reading thread ended");
    }
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable cause, @Nullable Response response) {
    signals.failed(
        response == null || !signals.isConnecting()
            ? OkHttpFailures.of(cause)
            : OkHttpFailures.answered(guard.status(), response, cause));
  }
}

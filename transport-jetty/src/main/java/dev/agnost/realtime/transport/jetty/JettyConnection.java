package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionAdapter;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import dev.agnost.realtime.transport.support.UnsentBytes;
import dev.agnost.realtime.transport.support.WebSocketHandshake;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/** One WebSocket: the calls of any thread, handed to Jetty. */
final class JettyConnection implements ConnectionAdapter {

  static final long MAX_BUFFERED_BYTES = 64L * 1024 * 1024;

  /** For the close frame to be written after the terminal signal. */
  private static final int HANG_UP_MILLIS = 2_000;

  private final JettyTransport transport;
  private final ConnectionSignals signals;
  private final UnsentBytes unsent;
  private final FrameSession frames;
  private final AttemptSocket socket = new AttemptSocket();
  private volatile boolean overflowed;

  JettyConnection(JettyTransport transport, TransportListener listener) {
    this.transport = transport;
    this.signals = new ConnectionSignals(this, listener, this);
    this.unsent =
        new UnsentBytes(MAX_BUFFERED_BYTES, () -> transport.client().execute(signals::drained));
    this.frames = new FrameSession(this, maxMessageBytes());
  }

  void start(ConnectRequest request, WebSocketHandshake handshake) {
    WebSocketCoreClient client = transport.client().webSockets();
    socket.begin(
        () -> {
          UpgradeRequest upgrade = new UpgradeRequest(client, request, handshake, this, frames);
          upgrade.send(upgrade);
        },
        this::failed);
  }

  @Override
  public void sendText(ByteBuffer utf8) {
    send(OpCode.TEXT, utf8);
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    send(OpCode.BINARY, bytes);
  }

  private void send(byte opcode, ByteBuffer payload) {
    if (!signals.maySend() || overflowed) {
      return;
    }
    if (unsent.add(payload.remaining())) {
      frames.send(opcode, payload);
      return;
    }
    overflowed = true;
    TransportException failure =
        new TransportException(
            Kind.OVERFLOW, "more than " + MAX_BUFFERED_BYTES + " bytes are unsent", null);
    transport.client().execute(() -> signals.failed(failure)); // no signal inside send
  }

  @Override
  public long bufferedBytes() {
    return signals.isEnded() ? 0 : unsent.get();
  }

  @Override
  public void close(CloseStatus status) {
    Objects.requireNonNull(status, "status");
    if (signals.beginClose()) {
      frames.close(status);
      frames.readOn();
    }
  }

  @Override
  public void resumeReading() {
    if (!signals.isConnecting()) {
      frames.readOn();
    }
  }

  @Override
  public void release() {
    socket.release();
    transport.attempts().remove(this);
  }

  @Override
  public void releaseGracefully() {
    if (frames.isClosed()) {
      release();
    } else { // Jetty closes the socket when its close frame has been written
      transport.client().after(HANG_UP_MILLIS, this::release);
    }
  }

  /** The upgrade succeeded. */
  void opened() {
    socket.leaveHttp();
    signals.opened();
  }

  void written(int bytes) {
    unsent.written(bytes);
  }

  /** The attempt failed, or a frame could not be written. */
  void failed(Throwable cause) {
    signals.failed(transport.failure(socket, cause));
  }

  void after(long millis, Runnable task) {
    transport.client().after(millis, () -> transport.client().execute(task));
  }

  int maxMessageBytes() {
    return transport.config().maxInboundMessageBytes();
  }

  @Override
  public ConnectionSignals signals() {
    return signals;
  }

  AttemptSocket socket() {
    return socket;
  }
}

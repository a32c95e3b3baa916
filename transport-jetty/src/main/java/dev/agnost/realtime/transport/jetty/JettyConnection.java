package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** One WebSocket: what callers do on any thread, handed to Jetty. */
final class JettyConnection
    implements TransportConnection, ConnectionSignals.Engine, Dial.Caller, Attempt {

  private static final long DRAINED_BYTES = 16 * 1024;

  private final JettyTransport transport;
  private final JettyEngine engine;
  private final ConnectionSignals signals;
  private final Upgrade upgrade;
  private final Dial dial;

  private final AtomicLong buffered = new AtomicLong();
  private volatile boolean overflowed;
  private volatile @Nullable FrameSession open; // written once, before onOpen

  JettyConnection(JettyTransport transport, ConnectRequest request, TransportListener listener) {
    this.transport = transport;
    this.engine = transport.dialer().engine();
    this.signals = new ConnectionSignals(this, listener, this);
    this.upgrade = new Upgrade(request, transport.random());
    this.dial = new Dial(transport.dialer(), Endpoint.of(request.uri()), this);
  }

  void start() {
    dial.start();
  }

  // ------------------------------------------------------------------------- TransportConnection

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
    int bytes = payload.remaining();
    if (buffered.addAndGet(bytes) > JettyTransport.MAX_BUFFERED_BYTES) {
      overflow();
      return;
    }
    session().send(opcode, payload.duplicate(), () -> written(bytes));
  }

  private void overflow() {
    overflowed = true;
    TransportException failure =
        new TransportException(
            Kind.OVERFLOW,
            "more than " + JettyTransport.MAX_BUFFERED_BYTES + " bytes are unsent",
            null);
    engine.execute(() -> failed(failure)); // the caller of send is not the one to be told
  }

  /** On any thread, also that of the caller of send, who is not the one to be told. */
  private void written(int bytes) {
    long left = buffered.addAndGet(-bytes);
    if (left <= DRAINED_BYTES && left + bytes > DRAINED_BYTES) {
      engine.execute(signals::drained);
    }
  }

  @Override
  public void request(long messages) {
    signals.request(messages);
  }

  @Override
  public long bufferedBytes() {
    return signals.isEnded() ? 0 : Math.max(0, buffered.get());
  }

  @Override
  public void close(CloseStatus status) {
    Objects.requireNonNull(status, "status");
    if (signals.beginClose()) {
      session().close(status);
      resumeReading();
    }
  }

  @Override
  public void abort() {
    signals.abort();
  }

  @Override
  public void transportClosed() {
    signals.abort("the transport was closed");
  }

  // -------------------------------------------------------------------- ConnectionSignals.Engine

  @Override
  public void resumeReading() {
    FrameSession now = open;
    if (now != null) {
      now.readOn();
    }
  }

  @Override
  public void releaseGracefully() {
    // FrameSession does, when the close frame has been written
  }

  @Override
  public void release() {
    dial.cancel();
    transport.forget(this);
  }

  // ------------------------------------------------------------------------------- from the socket

  @Override
  public Connection over(EndPoint endPoint) {
    return new HttpConnection(
        endPoint, engine.executor(), upgrade.request(), new UpgradeReader(this, upgrade, engine));
  }

  @Override
  public void unreachable(Throwable cause) {
    failed(cause);
  }

  void failed(Throwable cause) {
    signals.failed(JettyFailures.classify(dial.reasonOf(cause)));
    release();
  }

  /** The response to the upgrade is right. */
  void upgraded(EndPoint endPoint) {
    if (signals.isConnecting()) {
      new FrameSession(this, engine, transport.maxInboundMessageBytes()).start(endPoint);
    }
  }

  /** Returns false if the connection has ended meanwhile. */
  boolean opened(FrameSession session) {
    open = session;
    boolean first = signals.opened();
    if (!first) {
      release();
    }
    return first;
  }

  private FrameSession session() {
    return Objects.requireNonNull(open, "session"); // set before the signal of onOpen
  }

  ConnectionSignals signals() {
    return signals;
  }
}

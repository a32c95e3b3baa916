package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.WebSocket;
import okio.ByteString;
import okio.Socket;
import org.jspecify.annotations.Nullable;

/** One WebSocket of OkHttp. */
final class OkHttpConnection implements TransportConnection, ConnectionSignals.Engine, Attempt {

  private static final int CLOSE_OF_EMPTY_FRAME = 1000;

  private final OkHttpTransport transport;
  private final ConnectionSignals signals;
  private final DemandGate gate = new DemandGate();
  private final Outbound outbound;
  private volatile @Nullable AttemptSockets sockets; // written once in start
  private @Nullable InboundFrames inbound; // reading thread only
  private volatile @Nullable WebSocket socket; // written in start and, maybe earlier, in opened

  OkHttpConnection(OkHttpTransport transport, TransportListener listener) {
    this.transport = transport;
    this.signals = new ConnectionSignals(this, listener, this);
    this.outbound = new Outbound(signals::drained);
  }

  void start(ConnectRequest request) {
    Optional<Endpoint> endpoint = Endpoint.of(request.uri(), request.secure());
    if (endpoint.isEmpty()) {
      fail(Kind.UNREACHABLE, "OkHttp cannot make sense of the host of " + request);
      return;
    }
    Clients.Line line = transport.clients().line(endpoint.get(), request.headers());
    sockets = line.sockets();
    OkHttpClient client = line.client().addInterceptor(new Upgrade(this::framed)).build();
    try {
      WebSocket made = client.newWebSocket(line.request().build(), new Events(this));
      socket = made;
      if (signals.isEnded()) {
        release();
      }
    } catch (RuntimeException | OutOfMemoryError e) { // no thread, say
      failed(e);
    }
  }

  private Socket framed(Socket upstream) {
    InboundFrames frames =
        new InboundFrames(upstream.getSource(), transport.maxInboundMessageBytes(), this);
    inbound = frames;
    return new FramedSocket(frames, new OutboundFrames(upstream.getSink(), this), this::release);
  }

  // ------------------------------------------------------------------ what the core asks for

  @Override
  public void sendText(ByteBuffer utf8) {
    send(utf8, true);
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    send(bytes, false);
  }

  private void send(ByteBuffer bytes, boolean text) {
    if (!signals.maySend()) {
      return;
    }
    WebSocket open = open();
    if (open.queueSize() + bytes.remaining() > OkHttpTransport.MAX_BUFFERED_BYTES) {
      fail(Kind.OVERFLOW, "more than 16 MiB unsent, which is all that OkHttp keeps");
      return;
    }
    outbound.queued(text, open.queueSize() + bytes.remaining());
    open.send(ByteString.of(bytes)); // false: it has ended, and the signal of that is on its way
  }

  @Override
  public void request(long messages) {
    signals.request(messages);
  }

  @Override
  public long bufferedBytes() {
    WebSocket open = socket;
    return open == null || signals.isEnded() ? 0 : open.queueSize();
  }

  @Override
  public void close(CloseStatus status) {
    Objects.requireNonNull(status, "status");
    if (status.code() != CloseStatus.NO_STATUS.code() && !CloseStatus.mayTravel(status.code())) {
      throw new IllegalArgumentException("no close frame may carry this code: " + status.code());
    }
    if (signals.beginClose()) {
      sendClose(open(), status);
      gate.open();
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

  // ----------------------------------------------------------- what the signals ask the engine

  @Override
  public void resumeReading() {
    gate.open();
  }

  @Override
  public void releaseGracefully() {
    // endSoon does
  }

  @Override
  public void release() {
    transport.forget(this);
    gate.open();
    AttemptSockets own = sockets;
    if (own != null) {
      own.close();
    }
    WebSocket made = socket;
    if (made != null) {
      made.cancel();
    }
  }

  // ----------------------------------------------------------------------- what OkHttp reports

  void opened(WebSocket opened) {
    socket = opened; // start may not have come so far
    if (!signals.opened()) {
      release();
    }
  }

  void received(ByteString message) {
    if (Objects.requireNonNull(inbound, "inbound").isText()) {
      signals.text(message.asByteBuffer());
    } else {
      signals.binary(message.asByteBuffer());
    }
  }

  void closed(WebSocket open, CloseStatus status) {
    sendClose(open, CloseStatus.of(status.code())); // OkHttp leaves the answer to us (T6.4)
    signals.closed(status);
    endSoon();
  }

  /** The peer broke a rule. It is told, and given a moment to read that. */
  void broken(Breach breach) {
    sendClose(open(), breach.answer());
    signals.violated(new TransportException(breach.kind(), breach.message(), null));
    endSoon();
  }

  void failed(Throwable cause) {
    signals.failed(cause);
    release();
  }

  private void fail(Kind kind, String message) {
    signals.failed(kind, message);
    release();
  }

  /** OkHttp has read its last byte, normally after one of the ends above. */
  void readingEnded() {
    signals.failed(Kind.LOST, "the reading thread ended");
  }

  /** Leaves the socket until both directions are closed or the time is over. */
  private void endSoon() {
    gate.open();
    transport.linger(this::release);
  }

  private void sendClose(WebSocket open, CloseStatus status) {
    if (status.code() == CloseStatus.NO_STATUS.code()) {
      outbound.closeIsEmpty();
      open.close(CLOSE_OF_EMPTY_FRAME, null);
    } else {
      open.close(status.code(), status.reason());
    }
  }

  private WebSocket open() {
    return Objects.requireNonNull(socket, "socket"); // set before the signal of onOpen
  }

  ConnectionSignals signals() {
    return signals;
  }

  DemandGate gate() {
    return gate;
  }

  Outbound outbound() {
    return outbound;
  }
}

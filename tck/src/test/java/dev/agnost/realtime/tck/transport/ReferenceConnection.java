package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One connection of {@link ReferenceTransport}; its steps are methods that mutants override. */
class ReferenceConnection implements TransportConnection, ConnectionSignals.Engine {

  /** What waits to be written; a null buffer ends the connection. */
  record Outgoing(int opcode, ByteBuffer bytes, boolean counts, boolean last) {}

  private static final int LINGER_MILLIS = 2_000;
  private static final int BODY_MILLIS = 1_000;
  private static final int MAX_PONGS = 10_000;
  private static final long BACKLOG = 64 * 1024;

  final ReferenceTransport transport;
  final ConnectRequest request;
  final ConnectionSignals signals;
  final SecureRandom random = new SecureRandom();
  final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
  final AtomicLong buffered = new AtomicLong();
  final AtomicInteger pongs = new AtomicInteger();
  final AtomicReference<byte @Nullable []> latestPing = new AtomicReference<>();
  final ReferenceSocket sockets;
  final Socket raw;
  final Thread reader;
  final Thread writer;
  volatile Socket socket; // raw, then what TLS makes of it
  private volatile boolean open; // set once
  private volatile boolean released; // set once
  private boolean backlog; // writer only

  ReferenceConnection(
      ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
    this.transport = transport;
    this.request = request;
    this.signals = new ConnectionSignals(this, listener, this);
    this.sockets = newSockets();
    this.raw = sockets.unconnected();
    this.socket = raw;
    this.reader = transport.thread("reader", this::read);
    this.writer = transport.thread("writer", this::write);
  }

  ReferenceSocket newSockets() {
    return new ReferenceSocket(transport.config());
  }

  ReferenceUpgrade newUpgrade() {
    return new ReferenceUpgrade(request);
  }

  void start() {
    reader.start();
  }

  // ------------------------------------------------------------------------------------ reading

  private void read() {
    try {
      DataInputStream in = connect();
      open = true;
      if (signals.opened()) {
        writer.start();
        new ReferenceFrames(this, in).readToTheEnd();
      } else {
        release();
      }
    } catch (Throwable t) { // the end of the thread: whatever it is, it is signalled
      fail(t);
    } finally {
      ended();
    }
  }

  /** The reader's thread ends. */
  void ended() {}

  DataInputStream connect() throws IOException {
    socket = sockets.open(raw, request.uri().getHost(), request.port(), request.secure());
    ReferenceUpgrade upgrade = newUpgrade();
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    socket.getOutputStream().write(upgrade.head());
    RequestHead response = upgrade.readResponse(in);
    checkAnswer(upgrade, response, in);
    return in;
  }

  /** Nobody waits for a body that stalls. */
  void checkAnswer(ReferenceUpgrade upgrade, RequestHead response, DataInputStream in)
      throws IOException {
    int before = socket.getSoTimeout();
    socket.setSoTimeout(BODY_MILLIS);
    upgrade.check(response, in);
    socket.setSoTimeout(before);
  }

  /** Waits until somebody wants a message, or the end. */
  void awaitDemand() {
    while (!signals.wantsRead() && !signals.isEnded()) {
      LockSupport.park(this);
    }
  }

  /** Where fragments are joined. */
  ByteArrayOutputStream newBuffer() {
    return new ByteArrayOutputStream();
  }

  void checkReserved(int bits) throws IOException {
    ReferenceFrames.require(bits == 0, "reserved bits");
  }

  void checkUnmasked(boolean unmasked) throws IOException {
    ReferenceFrames.require(unmasked, "a masked frame");
  }

  void checkCloseCode(int code) throws IOException {
    ReferenceFrames.require(CloseStatus.mayTravel(code), "close code " + code);
  }

  String reason(ByteBuffer utf8) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw (IOException) new ProtocolException("a reason that is not UTF-8").initCause(e);
    }
  }

  /** Before the frame is read. */
  void checkSize(long held, long announced) {
    int limit = transport.config().maxInboundMessageBytes();
    if (held + announced > limit) {
      throw new TransportException(
          Kind.MESSAGE_TOO_LARGE, "an inbound message above " + limit + " bytes", null);
    }
  }

  /** After it was read: nothing is left to check. */
  void checkRead(long held) {}

  /** What a frame adds to its message. */
  byte[] part(int opcode, byte[] payload) throws IOException {
    return payload;
  }

  void message(int opcode, byte[] payload) {
    if (opcode == Frame.TEXT) {
      signals.text(ByteBuffer.wrap(payload));
    } else {
      signals.binary(ByteBuffer.wrap(payload));
    }
  }

  /** The last of many pings is answered, RFC 6455 §5.5.3; pongs are not kept without a bound. */
  void ping(byte[] payload) {
    latestPing.set(payload);
    if (pongs.get() < MAX_PONGS) {
      enqueuePong();
    }
  }

  private void enqueuePong() {
    byte[] payload = latestPing.getAndSet(null);
    if (payload != null) {
      pongs.incrementAndGet();
      outgoing.add(new Outgoing(Frame.PONG, ByteBuffer.wrap(payload), false, false));
    }
  }

  /** The peer's close frame came: answer it, say so, wait a little for the end of TCP. */
  void peerClosed(CloseStatus status, DataInputStream in) throws IOException {
    if (!signals.isClosing()) {
      enqueueClose(status);
    }
    signals.closed(status);
    socket.setSoTimeout(LINGER_MILLIS);
    while (in.skip(8192) > 0 || in.read() >= 0) {
      // the peer may still be talking
    }
    release();
  }

  void enqueueClose(CloseStatus status) {
    byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(2 + reason.length);
    payload.putShort((short) status.code()).put(reason).flip();
    ByteBuffer bytes = status.code() == 1005 ? ByteBuffer.allocate(0) : payload;
    outgoing.add(new Outgoing(Frame.CLOSE, bytes, false, false));
  }

  void fail(Throwable t) {
    if (signals.isEnded()) {
      release();
      return;
    }
    TransportException cause = classify(t);
    if (open && cause.kind() == Kind.PROTOCOL) {
      enqueueClose(CloseStatus.PROTOCOL_ERROR);
    } else if (open && cause.kind() == Kind.MESSAGE_TOO_LARGE) {
      enqueueClose(CloseStatus.MESSAGE_TOO_BIG);
    } else {
      release();
    }
    outgoing.add(new Outgoing(0, ByteBuffer.allocate(0), false, true));
    signals.violated(cause);
  }

  TransportException classify(Throwable t) {
    if (t instanceof TransportException known) {
      return known;
    }
    if (open && t instanceof IOException && !(t instanceof ProtocolException)) {
      return new TransportException(Kind.LOST, "the connection was lost: " + t.getMessage(), t);
    }
    return TransportFailures.classify(t);
  }

  // ------------------------------------------------------------------------------------ writing

  private void write() {
    try {
      OutputStream out = socket.getOutputStream();
      while (!released) {
        Outgoing next = outgoing.take();
        if (next.last()) {
          release();
          return;
        }
        writeFrame(out, next);
        written(next);
      }
    } catch (IOException e) {
      released = true; // the reader will notice the same and signal it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void writeFrame(OutputStream out, Outgoing next) throws IOException {
    byte[] payload = payload(next.bytes());
    Frame frame = new Frame(0x80 | next.opcode(), newMask(), payload);
    out.write(frame.bytes());
  }

  byte[] payload(ByteBuffer bytes) {
    byte[] payload = new byte[bytes.remaining()];
    bytes.duplicate().get(payload);
    return payload;
  }

  byte[] newMask() {
    byte[] mask = new byte[4];
    random.nextBytes(mask);
    return mask;
  }

  private void written(Outgoing done) {
    if (done.opcode() == Frame.PONG && pongs.decrementAndGet() == 0) {
      enqueuePong();
    }
    if (!done.counts()) {
      return;
    }
    long left = buffered.addAndGet(-done.bytes().remaining());
    backlog |= left > BACKLOG;
    if (backlog && left == 0) {
      backlog = false;
      drained();
    }
  }

  void drained() {
    signals.drained();
  }

  // ------------------------------------------------------------------------ TransportConnection

  @Override
  public void sendText(ByteBuffer utf8) {
    send(Frame.TEXT, utf8);
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    send(Frame.BINARY, bytes);
  }

  void send(int opcode, ByteBuffer bytes) {
    if (!signals.maySend()) {
      return;
    }
    if (buffered.get() + bytes.remaining() > maxBuffered()) {
      signals.failed(Kind.OVERFLOW, "more than " + maxBuffered() + " unsent bytes");
      release();
      return;
    }
    buffered.addAndGet(bytes.remaining());
    outgoing.add(new Outgoing(opcode, bytes, true, false));
  }

  long maxBuffered() {
    return ReferenceTransport.MAX_BUFFERED;
  }

  @Override
  public void request(long messages) {
    signals.request(messages);
  }

  @Override
  public long bufferedBytes() {
    return signals.isEnded() ? 0 : buffered.get();
  }

  @Override
  public void close(CloseStatus status) {
    if (signals.beginClose()) {
      enqueueClose(status);
      resumeReading();
    }
  }

  @Override
  public void abort() {
    signals.abort();
  }

  // ------------------------------------------------------------------- ConnectionSignals.Engine

  @Override
  public void resumeReading() {
    LockSupport.unpark(reader);
  }

  @Override
  public void releaseGracefully() {
    // the reader does after its linger, the writer after the close frame
  }

  @Override
  public void release() {
    released = true;
    try {
      raw.close();
    } catch (IOException ignored) {
      // ignored: it is closed either way
    }
    writer.interrupt();
    LockSupport.unpark(reader);
    transport.forget(this);
  }
}

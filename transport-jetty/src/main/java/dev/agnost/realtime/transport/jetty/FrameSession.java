package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.support.CloseFrames;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * The open WebSocket: between the frames of Jetty and {@link ConnectionSignals}. Jetty calls the
 * methods of {@link FrameHandler} on one thread at a time, and keeps the order of what is sent.
 */
final class FrameSession implements FrameHandler {

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final JettyConnection connection;
  private final ConnectionSignals signals;
  private final int maxMessageBytes;
  private final Pongs pongs = new Pongs();
  private final FrameDemand demand;
  private volatile @Nullable CoreSession session; // written once, before the signal of onOpen
  private volatile @Nullable CloseStatus received; // the peer's close frame
  private volatile boolean closed; // Jetty has closed the socket

  private @Nullable ByteBuffer joined; // the fragments until now, ready to be appended to
  private boolean text; // the kind of the current message; both by Jetty's thread

  FrameSession(JettyConnection connection, int maxMessageBytes) {
    this.connection = connection;
    this.signals = connection.signals();
    this.maxMessageBytes = maxMessageBytes;
    this.demand = new FrameDemand(signals::wantsRead, () -> session().demand());
  }

  private CoreSession session() {
    return Objects.requireNonNull(session, "session"); // there is none before the signal of onOpen
  }

  /**
   * Sends a message. One that is longer than the frames which this session accepts is cut, because
   * Jetty applies that limit in both directions (T4.7).
   */
  void send(byte opcode, ByteBuffer payload) {
    int most = (int) session().getMaxFrameSize();
    ByteBuffer rest = payload.duplicate();
    byte code = opcode;
    while (rest.remaining() > most) {
      send(new Frame(code, false, rest.slice(rest.position(), most)));
      rest.position(rest.position() + most);
      code = OpCode.CONTINUATION;
    }
    send(new Frame(code, true, rest));
  }

  private void send(Frame frame) {
    int bytes = frame.getPayloadLength();
    session().sendFrame(frame, Callback.from(() -> connection.written(bytes), this::end), false);
  }

  /** Sends a close frame after all messages. */
  void close(CloseStatus status) {
    session().sendFrame(new OrdinaryClose(status), Callback.NOOP, false);
  }

  void readOn() {
    demand.ask();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    callback.succeeded(); // before: Jetty lets no frame through until then
    connection.opened();
    demand.handedOver();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    ByteBuffer payload = frame.hasPayload() ? frame.getPayload() : EMPTY;
    switch (frame.getOpCode()) {
      case OpCode.CLOSE -> {
        peerClosed(CloseFrames.parse(payload), callback);
        return; // Jetty reads no further
      }
      case OpCode.PING -> pongs.answer(session(), payload);
      case OpCode.PONG -> {} // no ping is ever sent (T7.4)
      default -> data(frame, payload);
    }
    callback.succeeded();
    demand.handedOver();
  }

  private void data(Frame frame, ByteBuffer payload) {
    if (signals.isClosing() || signals.isEnded()) {
      return;
    }
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      text = frame.getOpCode() == OpCode.TEXT;
    }
    ByteBuffer before = joined;
    if (payload.remaining() > maxMessageBytes - (before == null ? 0 : before.position())) {
      tooLarge();
    } else if (!frame.isFin()) {
      joined = join(before, payload);
    } else {
      joined = null;
      ByteBuffer whole = before == null ? payload : join(before, payload).flip();
      if (text) {
        signals.text(whole);
      } else {
        signals.binary(whole);
      }
    }
  }

  /** Copies what has come and not what was announced, into no more than the limit. */
  private ByteBuffer join(@Nullable ByteBuffer before, ByteBuffer part) {
    if (before == null) {
      return ByteBuffer.allocate(part.remaining()).put(part);
    }
    if (before.remaining() >= part.remaining()) {
      return before.put(part);
    }
    long doubled = Math.min(maxMessageBytes, 2L * before.capacity());
    int needed = before.position() + part.remaining();
    return ByteBuffer.allocate((int) Math.max(needed, doubled)).put(before.flip()).put(part);
  }

  /** Signalled first: Jetty closes the socket as soon as the close frame is written. */
  private void tooLarge() {
    signals.violated(JettyFailures.tooLarge(null));
    session().close(CloseStatus.MESSAGE_TOO_BIG.code(), null, Callback.NOOP);
  }

  /** Jetty answers, and may close the socket, when the callback is completed. */
  private void peerClosed(CloseStatus status, Callback answer) {
    received = status;
    answer.succeeded();
    signals.closed(status);
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    end(cause);
    callback.succeeded();
  }

  @Override
  public void onClosed(org.eclipse.jetty.websocket.core.CloseStatus status, Callback callback) {
    closed = true;
    end(new ClosedChannelException());
    connection.release();
    callback.succeeded();
  }

  private void end(Throwable cause) {
    CloseStatus ofPeer = received;
    if (ofPeer == null) {
      connection.failed(cause);
    } else {
      signals.closed(ofPeer);
    }
  }

  /**
   * A close frame that Jetty takes for an ordinary one whatever its code. With codes such as 1001
   * it would drop what is queued and close the socket without waiting for the answer (T6.1, T6.2).
   */
  private static final class OrdinaryClose extends Frame
      implements org.eclipse.jetty.websocket.core.CloseStatus.Supplier {

    OrdinaryClose(CloseStatus status) {
      super(OpCode.CLOSE, true, CloseFrames.encode(status));
    }

    @Override
    public org.eclipse.jetty.websocket.core.CloseStatus getCloseStatus() {
      return org.eclipse.jetty.websocket.core.CloseStatus.NORMAL_STATUS;
    }
  }
}

package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * The open WebSocket: between the frames of Jetty and {@link ConnectionSignals}, and how it ends.
 * Jetty calls it on one thread at a time.
 */
final class FrameSession implements FrameHandler {

  /** For the last bytes to leave, after the terminal signal was given. */
  private static final long HANG_UP_MILLIS = 2_000;

  private static final int INPUT_BUFFER_BYTES = 16 * 1024;

  private final JettyConnection connection;
  private final ConnectionSignals signals;
  private final JettyEngine engine;
  private final int limit;
  private final Joiner joiner;
  private final Pongs pongs = new Pongs();
  private final Session session;
  private final AtomicBoolean demanded = new AtomicBoolean(true); // until Jetty has opened

  private boolean text; // of the current message
  private volatile boolean discarding; // nothing but the end is of interest
  private volatile Scheduler.@Nullable Task hangUp;

  FrameSession(JettyConnection connection, JettyEngine engine, int limit) {
    this.connection = connection;
    this.signals = connection.signals();
    this.engine = engine;
    this.limit = limit;
    this.joiner = new Joiner(limit);
    ExtensionStack none = new ExtensionStack(engine.components(), Behavior.CLIENT);
    none.negotiate(List.of(), List.of());
    this.session = new Session(none);
  }

  /** Takes the socket over from HTTP. Bytes behind the response are handled after onOpen (T2.9). */
  void start(EndPoint endPoint) {
    WebSocketConnection frames =
        new WebSocketConnection(
            endPoint, engine.executor(), engine.scheduler(), engine.buffers(), session);
    session.setWebSocketConnection(frames);
    endPoint.upgrade(frames);
  }

  // ----------------------------------------------------------------------- asked by the connection

  /**
   * Writes a message.
   *
   * @param payload its position may be moved
   */
  void send(byte opcode, ByteBuffer payload, Runnable done) {
    session.sendFrame(
        new Frame(opcode, true, payload), Callback.from(done, failure -> done.run()), false);
  }

  void close(CloseStatus status) {
    session.sendFrame(new CloseFrame(status), Callback.NOOP, false);
  }

  /** Asks Jetty for the next frame, if it is wanted and was not asked for. */
  void readOn() {
    if ((discarding || signals.wantsRead()) && demanded.compareAndSet(false, true)) {
      session.demand();
    }
  }

  // ------------------------------------------------------------------------------------ from Jetty

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    callback.succeeded(); // before: no frame is let through until then
    demanded.set(false);
    if (connection.opened(this)) {
      readOn();
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    demanded.set(false);
    switch (frame.getOpCode()) {
      case OpCode.CLOSE -> {
        closed(frame, callback);
        return; // Jetty reads no further
      }
      case OpCode.PING -> pongs.answer(session, bytesOf(frame));
      case OpCode.PONG -> {} // nobody asked for this pong (T7.4)
      default -> data(frame);
    }
    callback.succeeded();
    readOn();
  }

  private static byte[] bytesOf(Frame frame) {
    byte[] bytes = new byte[frame.getPayloadLength()];
    if (bytes.length > 0) {
      frame.getPayload().duplicate().get(bytes);
    }
    return bytes;
  }

  private void data(Frame frame) {
    if (discarding || signals.isClosing()) {
      return;
    }
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      text = frame.getOpCode() == OpCode.TEXT;
    }
    ByteBuffer payload = frame.hasPayload() ? frame.getPayload() : ByteBuffer.allocate(0);
    if (!joiner.fits(payload.remaining())) {
      tooLarge();
    } else if (frame.isFin() && joiner.isEmpty()) {
      message(payload);
    } else {
      joiner.append(payload);
      if (frame.isFin()) {
        message(joiner.take());
      }
    }
  }

  private void message(ByteBuffer whole) {
    if (text) {
      signals.text(whole);
    } else {
      signals.binary(whole);
    }
  }

  /** Reads on for a while: closing with unread input could destroy the close frame under way. */
  private void tooLarge() {
    discarding = true;
    signals.violated(
        new TransportException(
            Kind.MESSAGE_TOO_LARGE,
            "an inbound message is above the limit of " + limit + " bytes",
            null));
    close(CloseStatus.MESSAGE_TOO_BIG);
    hangUpSoon();
  }

  private void closed(Frame frame, Callback answer) {
    signals.closed(CloseFrame.statusOf(frame));
    hangUpSoon(); // the answer may find no room
    answer.succeeded(); // lets Jetty send it
  }

  /** Told before Jetty tries to say goodbye, which may take for ever. */
  private void broken(Throwable cause) {
    signals.violated(JettyFailures.open(cause));
    hangUpSoon();
  }

  private void hangUpSoon() {
    if (hangUp == null) { // Jetty reports each piece of garbage; all on one thread at a time
      hangUp = engine.after(HANG_UP_MILLIS, () -> engine.execute(connection::release));
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    signals.failed(JettyFailures.open(cause));
    callback.succeeded();
  }

  /** The socket is closed. */
  @Override
  public void onClosed(org.eclipse.jetty.websocket.core.CloseStatus status, Callback callback) {
    Scheduler.Task timer = hangUp;
    if (timer != null) {
      timer.cancel();
    }
    signals.failed(
        new TransportException(Kind.LOST, "the connection ended without a close frame", null));
    connection.release();
    callback.succeeded();
  }

  /** Jetty's, with settings of ours. */
  private final class Session extends WebSocketCoreSession {

    Session(ExtensionStack extensions) {
      super(
          FrameSession.this,
          Behavior.CLIENT,
          Negotiated.from(extensions), // without the URI, which Jetty would write into logs
          engine.components());
      setMaxFrameSize(0); // it would cut what we send; long inbound frames are cut all the same
      setInputBufferSize(INPUT_BUFFER_BYTES);
    }

    @Override
    public void processConnectionError(Throwable cause, Callback callback) {
      broken(cause);
      super.processConnectionError(cause, callback);
    }

    @Override
    public void processHandlerError(Throwable cause, Callback callback) {
      broken(cause);
      super.processHandlerError(cause, callback);
    }
  }
}

package dev.agnost.realtime.transport.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings, which Jetty's core leaves to its users (T7.4). One pong is written at a time; of
 * the pings that come meanwhile the latest is answered, as RFC 6455 §5.5.3 allows, so that a peer
 * which pings and does not read fills no queue (T7.8).
 */
final class Pongs {

  private static final byte[] NONE = {}; // compared by identity: a pong is written, none waits

  private final AtomicReference<byte @Nullable []> waiting = new AtomicReference<>(); // null: idle

  void answer(CoreSession session, ByteBuffer ping) {
    byte[] pong = new byte[ping.remaining()];
    ping.get(pong);
    if (waiting.getAndUpdate(now -> now == null ? NONE : pong) == null) {
      send(session, pong);
    }
  }

  private void send(CoreSession session, byte[] pong) {
    Callback written = Callback.from(() -> written(session), failure -> {}); // it has ended
    session.sendFrame(new Frame(OpCode.PONG, ByteBuffer.wrap(pong)), written, false);
  }

  private void written(CoreSession session) {
    byte[] next = waiting.getAndUpdate(now -> now == null || now == NONE ? null : NONE);
    if (next != null && next != NONE) {
      send(session, next);
    }
  }
}

package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;

/** Passes signals on; mutants override what they get wrong. */
class ListenerFilter implements TransportListener {

  final TransportListener next;

  ListenerFilter(TransportListener next) {
    this.next = next;
  }

  @Override
  public void onOpen(TransportConnection connection) {
    next.onOpen(connection);
  }

  @Override
  public void onText(ByteBuffer utf8) {
    message(true, utf8);
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    message(false, bytes);
  }

  void message(boolean text, ByteBuffer bytes) {
    if (text) {
      next.onText(bytes);
    } else {
      next.onBinary(bytes);
    }
  }

  @Override
  public void onClosed(CloseStatus status) {
    next.onClosed(status);
  }

  @Override
  public void onFailed(TransportException cause) {
    next.onFailed(cause);
  }

  @Override
  public void onDrained() {
    next.onDrained();
  }

  static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  static byte[] array(ByteBuffer bytes) {
    return copy(bytes).array();
  }
}

package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import java.nio.ByteBuffer;

/** Passes calls on. */
class ConnectionFilter implements TransportConnection {

  private final TransportConnection next;

  ConnectionFilter(TransportConnection next) {
    this.next = next;
  }

  @Override
  public void sendText(ByteBuffer utf8) {
    next.sendText(utf8);
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    next.sendBinary(bytes);
  }

  @Override
  public void request(long messages) {
    next.request(messages);
  }

  @Override
  public long bufferedBytes() {
    return next.bufferedBytes();
  }

  @Override
  public void close(CloseStatus status) {
    next.close(status);
  }

  @Override
  public void abort() {
    next.abort();
  }
}

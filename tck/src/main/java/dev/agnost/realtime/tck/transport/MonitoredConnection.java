package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import java.nio.ByteBuffer;

/**
 * A connection whose calls are watched.
 *
 * @param next the transport's own
 */
record MonitoredConnection(TransportConnection next, CallMonitor calls)
    implements TransportConnection {

  @Override
  public void sendText(ByteBuffer utf8) {
    calls.run("sendText", "T4.1", () -> next.sendText(utf8));
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    calls.run("sendBinary", "T4.1", () -> next.sendBinary(bytes));
  }

  @Override
  public void request(long messages) {
    calls.run("request", "T5.2", () -> next.request(messages));
  }

  @Override
  public long bufferedBytes() {
    return calls.get("bufferedBytes", "T4.8", next::bufferedBytes);
  }

  @Override
  public void close(CloseStatus status) {
    calls.run("close", "T6.1", () -> next.close(status));
  }

  @Override
  public void abort() {
    calls.run("abort", "T6.7", next::abort);
  }
}

package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The signals of a connection that does nothing, as text. */
final class RecordedSignals
    implements TransportListener, TransportConnection, ConnectionSignals.Engine {

  final List<String> received = new CopyOnWriteArrayList<>();
  final List<String> released = new CopyOnWriteArrayList<>(); // and how much was signalled before
  final ConnectionSignals signals = new ConnectionSignals(this, this, this);

  @Override
  public void onOpen(TransportConnection connection) {
    received.add("open");
  }

  @Override
  public void onText(ByteBuffer utf8) {
    received.add("text " + Utf8Text.decode(utf8));
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    received.add("binary " + bytes.remaining());
  }

  @Override
  public void onClosed(CloseStatus status) {
    received.add("closed " + status.code());
  }

  @Override
  public void onFailed(TransportException cause) {
    received.add("failed " + cause.kind());
  }

  @Override
  public void sendText(ByteBuffer utf8) {}

  @Override
  public void sendBinary(ByteBuffer bytes) {}

  @Override
  public void request(long messages) {
    signals.request(messages);
  }

  @Override
  public long bufferedBytes() {
    return 0;
  }

  @Override
  public void close(CloseStatus status) {}

  @Override
  public void abort() {}

  @Override
  public void resumeReading() {}

  @Override
  public void release() {
    released.add("now, after " + received.size());
  }

  @Override
  public void releaseGracefully() {
    released.add("gracefully, after " + received.size());
  }
}

package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that a test takes signals from, as text. */
final class RecordedSignals implements TransportListener {

  private static final int SECONDS = 10;

  private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

  @Override
  public void onOpen(TransportConnection connection) {
    signals.add("open");
  }

  @Override
  public void onText(ByteBuffer utf8) {
    signals.add("text " + UTF_8.decode(utf8));
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    signals.add("binary " + UTF_8.decode(bytes));
  }

  @Override
  public void onClosed(CloseStatus status) {
    signals.add("closed " + status.code());
  }

  @Override
  public void onFailed(TransportException cause) {
    signals.add("failed " + cause.kind());
  }

  void expect(String... expected) throws InterruptedException {
    for (String one : expected) {
      assertThat(signals.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(one);
    }
  }
}

package dev.agnost.realtime.transport.jetty;

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
import java.util.function.Consumer;

/** A listener that a test takes signals from. Texts are strings, binaries are buffers. */
final class RecordedSignals implements TransportListener {

  private static final int SECONDS = 10;

  private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
  private Consumer<TransportConnection> atOpen = connection -> {};
  private Consumer<Object> atMessage = message -> {};

  record Opened() {}

  RecordedSignals atOpen(Consumer<TransportConnection> action) {
    atOpen = action;
    return this;
  }

  RecordedSignals atMessage(Consumer<Object> action) {
    atMessage = action;
    return this;
  }

  @Override
  public void onOpen(TransportConnection connection) {
    signals.add(new Opened());
    atOpen.accept(connection);
  }

  @Override
  public void onText(ByteBuffer utf8) {
    message(UTF_8.decode(utf8).toString());
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    message(ByteBuffer.wrap(copy));
  }

  private void message(Object message) {
    signals.add(message);
    atMessage.accept(message);
  }

  @Override
  public void onClosed(CloseStatus status) {
    signals.add(status);
  }

  @Override
  public void onFailed(TransportException cause) {
    signals.add(cause);
  }

  Object take() throws InterruptedException {
    Object next = signals.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("a signal within %s s", SECONDS).isNotNull();
    return next;
  }

  void expect(Object... expected) throws InterruptedException {
    for (Object one : expected) {
      assertThat(take()).isEqualTo(one);
    }
  }

  void expectOpened() throws InterruptedException {
    expect(new Opened());
  }

  TransportException expectFailure(TransportException.Kind kind) throws InterruptedException {
    Object next = take();
    assertThat(next).isInstanceOf(TransportException.class);
    TransportException failure = (TransportException) next;
    assertThat(failure.kind()).as(String.valueOf(failure)).isEqualTo(kind);
    return failure;
  }

  void expectNothing() throws InterruptedException {
    assertThat(signals.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }
}

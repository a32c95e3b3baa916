package dev.agnost.realtime.doctor;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Passes everything through to another transport and keeps how far the connection came. */
final class ObservedTransport implements Transport {

  private final Transport observed;
  private volatile @Nullable Mark upgraded;
  private volatile @Nullable Mark opened;
  private volatile @Nullable TransportException failure;

  /**
   * A moment and what came then.
   *
   * @param nanos by {@link System#nanoTime()}
   */
  record Mark(long nanos, String text) {}

  /**
   * @param observed owned; closed with this
   */
  ObservedTransport(Transport observed) {
    this.observed = observed;
  }

  /** When the upgrade was accepted; null if it was not. */
  @Nullable Mark upgraded() {
    return upgraded;
  }

  /** When the first message came, with its text; null if none came. */
  @Nullable Mark opened() {
    return opened;
  }

  /** How the connection failed; null if it did not. */
  @Nullable TransportException failure() {
    return failure;
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    return observed.connect(request, new Observer(listener));
  }

  @Override
  public long maxBufferedBytes() {
    return observed.maxBufferedBytes();
  }

  @Override
  public void close() {
    observed.close();
  }

  private final class Observer implements TransportListener {

    private final TransportListener listener;

    Observer(TransportListener listener) {
      this.listener = listener;
    }

    @Override
    public void onOpen(TransportConnection connection) {
      upgraded = new Mark(System.nanoTime(), "");
      listener.onOpen(connection);
    }

    @Override
    public void onText(ByteBuffer utf8) {
      if (opened == null) {
        opened =
            new Mark(System.nanoTime(), StandardCharsets.UTF_8.decode(utf8.duplicate()).toString());
      }
      listener.onText(utf8);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      listener.onBinary(bytes);
    }

    @Override
    public void onClosed(CloseStatus status) {
      listener.onClosed(status);
    }

    @Override
    public void onFailed(TransportException cause) {
      failure = cause;
      listener.onFailed(cause);
    }

    @Override
    public void onDrained() {
      listener.onDrained();
    }
  }
}

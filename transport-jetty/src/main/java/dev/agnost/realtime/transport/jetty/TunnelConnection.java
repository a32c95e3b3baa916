package dev.agnost.realtime.transport.jetty;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Speaks with the proxy; until that is done, every failure is the proxy's. */
final class TunnelConnection extends AbstractConnection implements Connection.UpgradeFrom {

  /** Hears the outcome once. */
  interface Outcome {

    /** What is behind the proxy takes over. */
    void open(EndPoint through);

    void failed(Throwable cause);
  }

  private static final int MAX_ANSWER_BYTES = 16 * 1024;

  private final ProxyDialogue proxy;
  private final Outcome outcome;
  private final ByteBuffer heard = BufferUtil.allocate(MAX_ANSWER_BYTES); // by one thread at a time
  private boolean done; // guarded by this

  TunnelConnection(EndPoint endPoint, Executor executor, ProxyDialogue proxy, Outcome outcome) {
    super(endPoint, executor);
    this.proxy = proxy;
    this.outcome = outcome;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    try {
      say(proxy.greeting());
      fillInterested();
    } catch (IOException unspeakable) {
      fail(unspeakable);
    }
  }

  @Override
  public void onFillable() {
    try {
      while (!proxy.isOpen()) {
        if (BufferUtil.isFull(heard)) {
          throw new IOException("its answer has over " + MAX_ANSWER_BYTES + " bytes");
        }
        int filled = getEndPoint().fill(heard);
        if (filled < 0) {
          throw new EOFException("it hung up");
        }
        if (filled == 0) {
          fillInterested();
          return;
        }
        say(proxy.hear(heard));
      }
    } catch (IOException | RuntimeException failure) {
      fail(failure);
      return;
    }
    if (finish()) {
      outcome.open(getEndPoint());
    }
  }

  private void say(ByteBuffer words) {
    if (words.hasRemaining()) {
      getEndPoint().write(Callback.from(() -> {}, this::fail), words);
    }
  }

  /** What came behind the answer is the endpoint's. */
  @Override
  public ByteBuffer onUpgradeFrom() {
    return heard;
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    fail(cause);
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    super.onClose(cause);
    fail(cause == null ? new EOFException("the connection to it was closed") : cause);
  }

  private void fail(Throwable cause) {
    if (finish()) {
      outcome.failed(cause);
      getEndPoint().close();
    }
  }

  private synchronized boolean finish() {
    boolean first = !done;
    done = true;
    return first;
  }
}

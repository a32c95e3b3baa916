package dev.agnost.realtime.transport.jetty;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connect. Jetty knows no way to cancel it, so the channel is caught when it is made, and
 * closed. What Jetty's timer keeps of it until then no longer leads to the attempt.
 */
final class TcpConnect extends Transport.Wrapper implements Promise<Connection> {

  private final AtomicReference<@Nullable Dial> dial; // null when it has been told
  private final JettyEngine engine;
  private final InetSocketAddress address;
  private volatile @Nullable SelectableChannel channel;
  private volatile Scheduler.@Nullable Task patience;

  TcpConnect(Dial dial, JettyEngine engine, InetSocketAddress address) {
    super(Transport.TCP_IP);
    this.dial = new AtomicReference<>(dial);
    this.engine = engine;
    this.address = address;
  }

  /**
   * @param patienceMillis after which another address has its turn; 0 for never
   */
  void start(long patienceMillis) {
    if (patienceMillis > 0) {
      patience = engine.after(patienceMillis, this::noAnswer);
    }
    Map<String, Object> context = new HashMap<>();
    // The value of Transport.CONTEXT_KEY, which Jetty 12.0 does not have.
    context.put(Transport.class.getName(), this);
    context.put(ClientConnector.CONNECTION_PROMISE_CONTEXT_KEY, this);
    engine.connector().connect(address, context);
  }

  /** Closes the channel, unless it has become a connection. */
  void giveUp() {
    if (settle() != null) {
      closeChannel();
    }
  }

  private void noAnswer() {
    Dial waiting = settle();
    if (waiting != null) {
      closeChannel();
      waiting.noAnswer(address.getAddress());
    }
  }

  private @Nullable Dial settle() {
    Scheduler.Task timer = patience;
    if (timer != null) {
      timer.cancel();
    }
    return dial.getAndSet(null);
  }

  private void closeChannel() {
    Closeable made = channel;
    if (made != null) {
      IO.close(made);
      engine.wakeSelectors();
    }
  }

  // ------------------------------------------------------------------------------------ for Jetty

  @Override
  public SelectableChannel newSelectableChannel() throws IOException {
    SelectableChannel made = super.newSelectableChannel();
    channel = made;
    if (dial.get() == null) {
      made.close();
      throw new IOException("given up");
    }
    if (made instanceof SocketChannel socket) {
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    return made;
  }

  @Override
  public Connection newConnection(EndPoint endPoint, Map<String, Object> context) {
    endPoint.setIdleTimeout(0);
    Dial waiting = settle();
    return waiting == null
        ? new Unwanted(endPoint, engine.executor())
        : waiting.connected(endPoint);
  }

  @Override
  public void succeeded(Connection connection) {} // it has been opened, and goes on by itself

  @Override
  public void failed(Throwable cause) {
    Dial waiting = settle();
    if (waiting != null) {
      waiting.notConnected(cause);
    }
  }
}

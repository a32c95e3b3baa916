package dev.agnost.realtime.transport.jetty;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Opens sockets that their attempts can free at any stage (T2.7). Jetty has no way to cancel a
 * pending connect, and an abort of the request would send close_notify first.
 */
final class AttemptConnector extends ClientConnector {

  private static final String ATTEMPT = AttemptSocket.class.getName();

  /** Jetty takes 0 for a failure of the connect; a transport has no timer under an hour (T2.8). */
  private static final Duration CONNECT_TIMEOUT = Duration.ofMinutes(65);

  /** The attempt whose channel the current thread opens: Jetty does not say it to configure. */
  private static final ThreadLocal<@Nullable AttemptSocket> CONNECTING = new ThreadLocal<>();

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    selectors().setConnectTimeout(CONNECT_TIMEOUT.toMillis());
  }

  /** Jetty has a getter from 12.0.7 on. */
  private SelectorManager selectors() {
    return Objects.requireNonNull(getBean(SelectorManager.class));
  }

  @Override
  public void connect(SocketAddress address, Map<String, Object> context) {
    AttemptSocket attempt = attemptFor(context);
    context.put(ATTEMPT, attempt);
    CONNECTING.set(attempt);
    try {
      super.connect(address, context);
    } finally {
      CONNECTING.remove();
    }
  }

  /** The key of the destination is not the same in Jetty 12.0 and 12.1. */
  private static AttemptSocket attemptFor(Map<String, Object> context) {
    for (Object value : context.values()) {
      if (value instanceof Destination destination
          && destination.getOrigin().getTag() instanceof AttemptSocket attempt) {
        return attempt;
      }
    }
    throw new IllegalStateException("a connection that is for no attempt");
  }

  @Override
  protected void configure(SelectableChannel channel) throws IOException {
    super.configure(channel);
    if (channel instanceof SocketChannel socket) {
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    AttemptSocket attempt = CONNECTING.get();
    if (attempt != null && !attempt.hold(() -> cancel(channel))) {
      throw new IOException("the attempt has ended");
    }
  }

  /** Ends a pending connect as Jetty does when it times out, so that its timer ends as well. */
  private void cancel(SelectableChannel channel) {
    for (ManagedSelector selector : selectors().getBeans(ManagedSelector.class)) {
      selector.submit(
          registered -> {
            SelectionKey key = channel.keyFor(registered);
            if (key != null && key.attachment() instanceof Runnable timeout) {
              timeout.run();
            }
            IO.close(channel);
          });
    }
  }

  @Override
  protected EndPoint newEndPoint(
      SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
    return new TunnelEndPoint((SocketChannel) channel, selector, key, getScheduler());
  }

  /** From now on an endpoint is closed, and not its channel. Before that, Jetty logs a warning. */
  @Override
  protected Connection newConnection(EndPoint endPoint, Map<String, Object> context)
      throws IOException {
    AttemptSocket attempt = (AttemptSocket) Objects.requireNonNull(context.get(ATTEMPT));
    Connection connection = super.newConnection(endPoint, context);
    connection.addEventListener(
        new Connection.Listener() {
          @Override
          public void onOpened(Connection opened) {
            attempt.hold(endPoint::close);
          }
        });
    return connection;
  }

  /**
   * Lets the second write wait for the end of the first. A proxy may answer CONNECT before the
   * thread that wrote it has taken note of that; Jetty then writes into the tunnel on another
   * thread, which a pending write would refuse.
   */
  private static final class TunnelEndPoint extends SocketChannelEndPoint {

    private final AtomicBoolean began = new AtomicBoolean();
    private final CompletableFuture<@Nullable Void> first = new CompletableFuture<>();

    TunnelEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
      if (first.isDone()) {
        super.write(callback, buffers);
      } else if (began.compareAndSet(false, true)) {
        super.write(
            new Callback.Nested(callback) {
              @Override
              public void completed() {
                first.complete(null);
              }
            },
            buffers);
      } else {
        CompletableFuture<?> unused = first.thenRun(() -> super.write(callback, buffers));
      }
    }
  }
}

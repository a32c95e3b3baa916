package dev.agnost.realtime.systemtests.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback that passes everything on until a connection is to be disturbed. Methods
 * may be called from any thread and return when the change is in force; one thread does the work.
 */
final class FaultyProxy implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final InetSocketAddress target;
  private final Selector selector;
  private final ServerSocketChannel listening;
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final List<ProxiedConnection> connections = new ArrayList<>(); // by the thread only
  private final Thread thread;
  private boolean rejecting; // by the thread only
  private volatile boolean closed;

  /**
   * @param target the port of the server, on loopback
   */
  FaultyProxy(int target) {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
    try {
      selector = Selector.open();
      listening = ServerSocketChannel.open();
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      listening.configureBlocking(false);
      listening.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException("no proxy on loopback", e);
    }
    thread = new Thread(this::run, "tck-faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where clients connect to. */
  int port() {
    return listening.socket().getLocalPort();
  }

  /** How many connections go through it now. */
  int connections() {
    return execute(connections::size);
  }

  /**
   * Does this to one of the connections.
   *
   * @param choice which, modulo their number, the oldest first; not negative
   * @return whether there was one
   */
  boolean disturb(int choice, Consumer<ProxiedConnection> disturbance) {
    return execute(
        () -> {
          if (connections.isEmpty()) {
            return false;
          }
          disturbance.accept(connections.get(choice % connections.size()));
          return true;
        });
  }

  /** From now on ends new connections as soon as they are accepted. */
  void rejectConnections() {
    execute(() -> rejecting = true);
  }

  /** Ends {@link #rejectConnections()}. */
  void acceptConnections() {
    execute(() -> rejecting = false);
  }

  /** Ends all disturbances; what was held is passed on. */
  void heal() {
    execute(
        () -> {
          connections.forEach(ProxiedConnection::heal);
          rejecting = false;
          return true;
        });
  }

  /** Cuts every connection and listens no more. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T execute(Supplier<T> command) {
    CompletableFuture<T> done = new CompletableFuture<>();
    commands.add(
        () -> {
          try {
            done.complete(command.get());
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    selector.wakeup();
    try {
      return done.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the proxy has not executed a command", e);
    }
  }

  // ------------------------------------------------------------------------------------ thread

  private void run() {
    try (selector;
        listening) {
      while (!closed) {
        turn();
      }
      connections.forEach(ProxiedConnection::cut);
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy has ended", e);
    }
  }

  private void turn() throws IOException {
    selector.select(selectMillis());
    for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
      command.run();
      connections.removeIf(ProxiedConnection::isOver); // before the next command of this turn
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid()) {
        serve(key);
      }
    }
    selector.selectedKeys().clear();
    long now = System.nanoTime();
    connections.forEach(connection -> connection.settle(now));
    connections.removeIf(ProxiedConnection::isOver);
  }

  /** In milliseconds, 0 for ever. */
  private long selectMillis() {
    long now = System.nanoTime();
    long first = Long.MAX_VALUE;
    for (ProxiedConnection connection : connections) {
      first = Math.min(first, connection.waitsFor(now));
    }
    return first == Long.MAX_VALUE ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(first);
  }

  private void serve(SelectionKey key) throws IOException {
    if (key.attachment() instanceof ProxiedConnection connection) {
      connection.transfer();
      return;
    }
    @Nullable SocketChannel client = listening.accept();
    if (client == null) {
      return;
    }
    if (rejecting) {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      client.close();
    } else {
      ProxiedConnection connection = new ProxiedConnection(client, selector);
      connection.connect(target);
      connections.add(connection);
    }
  }
}

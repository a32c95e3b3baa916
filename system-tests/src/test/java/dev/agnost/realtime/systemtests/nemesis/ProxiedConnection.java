package dev.agnost.realtime.systemtests.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A connection of a client to the server through the proxy. On the proxy's thread only. */
final class ProxiedConnection {

  /** Seen from the client. */
  enum Direction {
    UP,
    DOWN
  }

  private final SocketChannel client;
  private final SocketChannel server;
  private final SelectionKey clientKey;
  private final SelectionKey serverKey;
  private final ProxyDirection up;
  private final ProxyDirection down;
  private boolean over;

  /** Takes over the client's channel. */
  ProxiedConnection(SocketChannel client, Selector selector) throws IOException {
    this.client = client;
    this.server = SocketChannel.open();
    this.up = new ProxyDirection(client, server);
    this.down = new ProxyDirection(server, client);
    for (SocketChannel channel : List.of(client, server)) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // slices stay slices
    }
    this.clientKey = client.register(selector, 0, this);
    this.serverKey = server.register(selector, SelectionKey.OP_CONNECT, this);
  }

  /** Begins to connect to the server. */
  void connect(SocketAddress target) {
    try {
      server.connect(target);
    } catch (IOException refused) {
      end(true); // ignored: the client sees the end of its connection
    }
  }

  // ---------------------------------------------------------------------------------- disturb

  /** Ends both sides in order (FIN), whatever is under way. */
  void cut() {
    end(false);
  }

  /** Ends both sides with a reset (RST). */
  void reset() {
    end(true);
  }

  /** Holds everything that goes in these directions, the end of the stream included. */
  void stall(Set<Direction> directions, Duration time) {
    long now = System.nanoTime();
    for (Direction direction : directions) {
      (direction == Direction.UP ? up : down).stall(time, now);
    }
  }

  /** From now on passes single bytes on. */
  void slice() {
    up.slice();
    down.slice();
  }

  /** From now on holds each piece for so long. */
  void delay(Duration time) {
    up.delay(time);
    down.delay(time);
  }

  /** Ends all that hinders it. */
  void heal() {
    long now = System.nanoTime();
    up.heal(now);
    down.heal(now);
  }

  // ---------------------------------------------------------------------------------- transfer

  /** Reads and writes what is ready. */
  void transfer() {
    try {
      if (server.isConnectionPending()) {
        server.finishConnect();
      } else {
        long now = System.nanoTime();
        move(up, clientKey, now);
        move(down, serverKey, now);
      }
    } catch (IOException brokenOrRefused) {
      end(true); // ignored: what breaks one side breaks the other
    }
  }

  private static void move(ProxyDirection way, SelectionKey from, long now) throws IOException {
    if (from.isReadable() && way.canRead(now)) {
      way.read(now);
    }
    if (way.canWrite(now)) {
      way.write(); // as much as there is room for, which may be nothing
    }
  }

  /** Tells the selector what to wait for. */
  void settle(long now) {
    if (over) {
      return;
    }
    if (up.isOver() && down.isOver()) {
      end(false);
    } else if (!server.isConnectionPending()) {
      clientKey.interestOps(operations(up.canRead(now), down.canWrite(now)));
      serverKey.interestOps(operations(down.canRead(now), up.canWrite(now)));
    }
  }

  private static int operations(boolean read, boolean write) {
    return (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
  }

  /** The nanoseconds until time lets a direction go on; {@link Long#MAX_VALUE} if none waits. */
  long waitsFor(long now) {
    long first = Long.MAX_VALUE;
    for (ProxyDirection way : new ProxyDirection[] {up, down}) {
      long left = way.waitsFor(now);
      first = left > 0 ? Math.min(first, left) : first;
    }
    return first;
  }

  boolean isOver() {
    return over;
  }

  private void end(boolean abruptly) {
    if (over) {
      return;
    }
    over = true;
    try (client;
        server) {
      for (SocketChannel channel : List.of(client, server)) {
        if (abruptly && channel.isOpen()) { // one whose connect was refused is not
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a socket of the proxy cannot be closed", e);
    }
  }
}

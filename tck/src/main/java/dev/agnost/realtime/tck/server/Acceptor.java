package dev.agnost.realtime.tck.server;

import dev.agnost.realtime.tck.server.AgnostServer.Stage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Listens, and lets connections in. Guarded by the lock of {@link World}. */
final class Acceptor {
  private final World world;
  private final ReservedPort port;
  private final HttpUpgrade http;
  private @Nullable ServerSocket listener; // while listening
  private boolean closed;

  /**
   * @param port owned by this
   */
  Acceptor(World world, ReservedPort port) {
    this.world = world;
    this.port = port;
    this.http = new HttpUpgrade(world);
  }

  void start() {
    if (closed) {
      throw new IllegalStateException("the server was closed for good");
    }
    if (listener == null) {
      ServerSocket opened = port.listen();
      listener = opened;
      world.log().note(0, "listening on port " + port.number());
      world.threads().spawn("acceptor", () -> accept(opened));
    }
  }

  void stop() {
    ServerSocket open = listener;
    if (open != null) {
      listener = null;
      close(open);
      port.keep();
      world.faults().frozen(false); // a process that was killed and started again is not frozen
      world.log().note(0, "stopped");
      world.forgetEverybody();
    }
  }

  void close() {
    stop();
    closed = true;
    port.close();
  }

  /** Runs on a thread of its own, without the lock. */
  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket socket = from.accept();
        world.locked(() -> accepted(from, socket));
      } catch (IOException e) {
        if (!from.isClosed()) {
          world.log().note(0, "accept failed: " + e.getMessage());
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // out of file descriptors
        }
      }
    }
  }

  private void accepted(ServerSocket from, Socket socket) {
    if (from != listener) {
      close(socket); // stopped in between
      return;
    }
    world.observations().accepted();
    int number = world.observations().acceptedConnections();
    Connection connection = new Connection(world, http, number, socket);
    world.connections().add(connection);
    if (world.faults().stalledAt(Stage.TCP)) {
      connection.note("accepted and stalled");
    } else {
      connection.note("accepted");
      world.threads().spawn("reader-" + number, connection);
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

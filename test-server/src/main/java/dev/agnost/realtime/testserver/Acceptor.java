package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Listens, and lets connections in.
 *
 * <p>Starting and stopping have a lock of their own, taken before the lock of {@link World}, so
 * that stopping can wait for the accepting thread.
 */
final class Acceptor {
  private final ReentrantLock lifecycle = new ReentrantLock();
  private final World world;
  private final ReservedPort port; // guarded by lifecycle
  private final HttpUpgrade http;
  private @Nullable ServerSocket listener; // written under both locks; while listening
  private @Nullable Thread accepting; // guarded by lifecycle
  private boolean closed; // guarded by lifecycle

  /**
   * @param port owned by this
   */
  Acceptor(World world, ReservedPort port) {
    this.world = world;
    this.port = port;
    this.http = new HttpUpgrade(world);
  }

  void start() {
    lifecycle.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the server was closed for good");
      }
      if (listener == null) {
        ServerSocket opened = port.listen();
        world.locked(() -> listener = opened);
        world.log().note(0, "listening on port " + port.number());
        accepting = world.threads().spawn("acceptor", () -> accept(opened));
      }
    } finally {
      lifecycle.unlock();
    }
  }

  void stop() {
    lifecycle.lock();
    try {
      ServerSocket open = listener;
      if (open != null) {
        world.locked(() -> listener = null);
        close(open);
        awaitEnd();
        port.keep();
        world.locked(this::die);
      }
    } finally {
      lifecycle.unlock();
    }
  }

  void close() {
    lifecycle.lock();
    try {
      stop();
      closed = true;
      port.close();
    } finally {
      lifecycle.unlock();
    }
  }

  private void die() {
    world.faults().frozen(false); // a process that was killed and started again is not frozen
    world.log().note(0, "stopped");
    world.forgetEverybody();
  }

  /** As long as a thread is inside accept(2), Linux goes on listening on a closed socket. */
  private void awaitEnd() {
    try {
      if (accepting != null) {
        accepting.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  /** Runs under the lock of world. */
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

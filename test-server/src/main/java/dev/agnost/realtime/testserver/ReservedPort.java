package dev.agnost.realtime.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A loopback port that stays ours while nothing listens on it.
 *
 * <p>A socket that is bound and never listens keeps other processes from getting the port, be it
 * for a server or as the local port of a connection; connecting to it is refused. Linux lets a
 * second socket listen there because both have SO_REUSEADDR; where a system does not, the
 * reservation is given up just before listening and taken again after it.
 *
 * <p>A child process that the JVM starts has a copy of every descriptor until it has closed them,
 * also of a socket that listened and was closed here meanwhile. So both the end and the beginning
 * of listening are waited for.
 *
 * <p>Not thread-safe; the owner guards it.
 */
final class ReservedPort implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final InetSocketAddress address;
  private final boolean sharing; // whether a socket may listen beside the reservation
  private Socket reservation;

  ReservedPort() {
    try {
      InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
      reservation = reserve(new InetSocketAddress(loopback, 0));
      address = new InetSocketAddress(loopback, reservation.getLocalPort());
      sharing = isShared();
    } catch (IOException e) {
      throw new UncheckedIOException("no loopback port can be bound", e);
    }
  }

  private boolean isShared() throws IOException {
    try {
      listener().close();
      return true;
    } catch (BindException heldByReservation) {
      return false; // ignored: that is the answer
    }
  }

  int number() {
    return address.getPort();
  }

  /** Listens; the caller closes the result, then calls {@link #keep}. */
  ServerSocket listen() {
    if (!sharing) {
      close();
    }
    long start = System.nanoTime();
    while (true) {
      try {
        return listener();
      } catch (BindException taken) {
        if (System.nanoTime() - start > LIMIT.toNanos()) {
          throw new UncheckedIOException("cannot listen on " + address, taken);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot listen on " + address, e);
      }
    }
  }

  /**
   * Returns once nothing listens on the port and no other process can bind it.
   *
   * @throws IllegalStateException if something goes on listening
   */
  void keep() {
    if (!sharing) {
      try {
        reservation = reserve(address);
      } catch (IOException e) {
        throw new UncheckedIOException("port " + number() + " cannot be reserved again", e);
      }
    }
    long start = System.nanoTime();
    while (isListening()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IllegalStateException("port " + number() + " is closed and still listens");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (IOException refused) {
      return false; // ignored: that is the answer
    }
  }

  @Override
  public void close() {
    try {
      reservation.close();
    } catch (IOException e) {
      throw new UncheckedIOException("port " + number() + " cannot be released", e);
    }
  }

  private ServerSocket listener() throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(address, BACKLOG);
      return listener;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  private static Socket reserve(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}

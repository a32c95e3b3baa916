package dev.agnost.realtime.tck.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A loopback port that stays ours while nothing listens on it.
 *
 * <p>A socket that is bound and never listens keeps other processes from getting the port, be it
 * for a server or as the local port of a connection; connecting to it is refused. Linux lets a
 * second socket listen there because both have SO_REUSEADDR; where a system does not, the
 * reservation is given up just before listening and taken again after it.
 *
 * <p>Not thread-safe; the owner guards it.
 */
final class ReservedPort implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final InetAddress loopback;
  private final int number;
  private Socket reservation;

  ReservedPort() {
    try {
      loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
      reservation = reserve(new InetSocketAddress(loopback, 0));
      number = reservation.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no loopback port can be bound", e);
    }
  }

  int number() {
    return number;
  }

  /** Listens; the caller closes the result, then calls {@link #keep}. */
  ServerSocket listen() {
    try {
      return listener();
    } catch (BindException heldByReservation) {
      return listenWithoutReservation();
    } catch (IOException e) {
      throw cannotListen(e);
    }
  }

  /** Takes the reservation again if it had to be given up. */
  void keep() {
    if (!reservation.isClosed()) {
      return;
    }
    try {
      reservation = reserve(new InetSocketAddress(loopback, number));
    } catch (IOException e) {
      throw new UncheckedIOException("port " + number + " cannot be reserved again", e);
    }
  }

  @Override
  public void close() {
    try {
      reservation.close();
    } catch (IOException e) {
      throw new UncheckedIOException("port " + number + " cannot be released", e);
    }
  }

  private ServerSocket listenWithoutReservation() {
    close();
    try {
      return listener();
    } catch (IOException e) {
      throw cannotListen(e);
    }
  }

  private ServerSocket listener() throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(loopback, number), BACKLOG);
      return listener;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  private UncheckedIOException cannotListen(IOException cause) {
    return new UncheckedIOException("cannot listen on 127.0.0.1:" + number, cause);
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

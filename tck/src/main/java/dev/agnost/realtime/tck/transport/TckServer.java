package dev.agnost.realtime.tck.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A scripted peer on loopback: plain sockets, JSSE for TLS, and no WebSocket library, so that it
 * can misbehave at will. The test itself plays the server: it accepts, reads and writes.
 *
 * <p>Used by one thread; {@link #close} may come from another.
 */
final class TckServer implements AutoCloseable {

  private static final int BACKLOG = 512;
  private static final Duration POLL = Duration.ofMillis(20);

  private final ServerSocket listener;
  private final @Nullable SSLContext tls;
  private final Deadline deadline;
  private final PeerLog log;
  private final List<PeerConnection> accepted = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepts = new AtomicInteger();

  /**
   * Listens on a free port.
   *
   * @param tls null for plaintext
   */
  TckServer(@Nullable SSLContext tls, Deadline deadline, PeerLog log) {
    this(tls, loopback(), 0, deadline, log);
  }

  /**
   * Listens on a free port of this address.
   *
   * @param receiveBuffer of the sockets that it accepts, so that little is taken while the test
   *     does not read; 0 leaves it to the system
   */
  TckServer(
      @Nullable SSLContext tls,
      InetAddress address,
      int receiveBuffer,
      Deadline deadline,
      PeerLog log) {
    this.tls = tls;
    this.deadline = deadline;
    this.log = log;
    try {
      listener = new ServerSocket();
      if (receiveBuffer > 0) {
        listener.setReceiveBufferSize(receiveBuffer);
      }
      listener.bind(new InetSocketAddress(address, 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("the kit's server cannot listen on " + address, e);
    }
  }

  /** 127.0.0.1, whatever the JVM prefers. */
  static InetAddress loopback() {
    return address("127.0.0.1");
  }

  /** ::1. */
  static InetAddress loopback6() {
    return address("::1");
  }

  private static InetAddress address(String number) {
    try {
      return InetAddress.getByName(number);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a number needs no resolver", e);
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Address by number; path and query are appended as they stand. */
  URI uri(String pathAndQuery) {
    return uri("127.0.0.1", pathAndQuery);
  }

  URI uri(String host, String pathAndQuery) {
    return URI.create((tls == null ? "ws" : "wss") + "://" + host + ":" + port() + pathAndQuery);
  }

  /** The next TCP connection, without TLS even if this server speaks it. */
  PeerConnection acceptRaw() {
    PeerConnection peer = poll(deadline.generous());
    if (peer == null) {
      throw new Mismatch("a TCP connection to port " + port(), "none");
    }
    return peer;
  }

  /** The next TCP connection, after the TLS handshake if this server speaks TLS. */
  PeerConnection accept() {
    PeerConnection peer = acceptRaw();
    return tls == null ? peer : peer.secured(tls);
  }

  /** As {@link #accept()}; fails at once if the listener learns of a failure first. */
  PeerConnection accept(RecordingListener listener) {
    long end = System.nanoTime() + deadline.generous().toNanos();
    PeerConnection peer = poll(POLL);
    while (peer == null && System.nanoTime() < end) {
      if (listener.ended()) {
        throw new Mismatch("a TCP connection to port " + port(), listener.soFar());
      }
      peer = poll(POLL);
    }
    if (peer == null) {
      throw new Mismatch("a TCP connection to port " + port(), "none; " + listener.soFar());
    }
    return tls == null ? peer : peer.secured(tls);
  }

  /** Accepts, reads the request and answers with a correct 101. */
  PeerConnection acceptWebSocket() {
    PeerConnection peer = accept();
    peer.upgrade();
    return peer;
  }

  /** Fails if a client connects within the silence window. */
  void expectNoConnection(String why) {
    PeerConnection peer = poll(deadline.silence());
    if (peer != null) {
      throw new Mismatch("no further TCP connection: " + why, "one more, to port " + port());
    }
  }

  private @Nullable PeerConnection poll(Duration timeout) {
    try {
      listener.setSoTimeout((int) timeout.toMillis());
      Socket socket = listener.accept();
      int number = accepts.incrementAndGet();
      log.add("connection " + number + " to port " + port() + " accepted");
      PeerConnection peer = new PeerConnection(socket, number, deadline, log);
      accepted.add(peer);
      return peer;
    } catch (SocketTimeoutException none) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("accept on port " + port(), e);
    }
  }

  /** Forgets a connection that the test has closed itself. */
  void forget(PeerConnection peer) {
    accepted.remove(peer);
  }

  /** Stops listening and resets what is open. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException ignored) {
      // ignored: the port is gone either way
    }
    accepted.forEach(PeerConnection::discard);
  }
}

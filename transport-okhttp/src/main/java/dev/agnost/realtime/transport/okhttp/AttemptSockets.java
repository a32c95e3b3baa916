package dev.agnost.realtime.transport.okhttp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of one attempt, and closes them at once when it ends.
 *
 * <p>OkHttp closes the TLS socket, which waits while another thread is writing to it; what is
 * closed here lies below.
 */
final class AttemptSockets extends SocketFactory implements Closeable {

  private final SocketFactory plain;
  private final @Nullable Tunnel tunnel;
  private final @Nullable ExactHead exact;
  private final List<Socket> sockets = new ArrayList<>(); // guarded by this
  private boolean closed; // guarded by this

  /**
   * @param plain makes sockets where no proxy is used
   * @param tunnel leads through the proxy, if one is used
   * @param exact for the heads, unless TLS will be laid over these sockets
   */
  AttemptSockets(SocketFactory plain, @Nullable Tunnel tunnel, @Nullable ExactHead exact) {
    this.plain = plain;
    this.tunnel = tunnel;
    this.exact = exact;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = tunnel == null ? plain.createSocket() : new TunnelSocket(tunnel);
    if (!keep(socket)) {
      socket.close();
      throw new SocketException("the attempt has ended");
    }
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    return exact == null ? socket : new HeadSocket(socket, exact);
  }

  private synchronized boolean keep(Socket socket) {
    if (!closed) {
      sockets.add(socket);
    }
    return !closed;
  }

  @Override
  public void close() {
    List<Socket> toClose;
    synchronized (this) {
      closed = true;
      toClose = List.copyOf(sockets);
      sockets.clear();
    }
    for (Socket socket : toClose) {
      try {
        socket.close();
      } catch (IOException e) {
        // ignored: there is nothing else to do with it
      }
    }
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unused();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw unused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw unused();
  }

  static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("OkHttp connects sockets itself");
  }
}

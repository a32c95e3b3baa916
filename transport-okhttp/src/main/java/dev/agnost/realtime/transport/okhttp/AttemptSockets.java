package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.support.ProxyTunnel;
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
 * Creates the sockets of one attempt, and closes them at once when it ends. OkHttp closes the TLS
 * socket, which waits while another thread is writing to it; those closed here lie below.
 */
final class AttemptSockets extends SocketFactory implements Closeable {

  private final SocketFactory plain;
  private final @Nullable ProxyTunnel tunnel;
  private final @Nullable FrameGuard guard;
  private final List<Socket> sockets = new ArrayList<>(); // guarded by this
  private boolean closed; // guarded by this

  /**
   * @param plain creates the TCP sockets
   * @param tunnel leads through the proxy, if one is used
   * @param guard of the frames, unless TLS lies between them and these sockets
   */
  AttemptSockets(SocketFactory plain, @Nullable ProxyTunnel tunnel, @Nullable FrameGuard guard) {
    this.plain = plain;
    this.tunnel = tunnel;
    this.guard = guard;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = plain.createSocket();
    if (!keep(socket)) {
      socket.close();
      throw new SocketException("the attempt has ended");
    }
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    return tunnel == null && guard == null ? socket : new GuardedSocket(socket, tunnel, guard);
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

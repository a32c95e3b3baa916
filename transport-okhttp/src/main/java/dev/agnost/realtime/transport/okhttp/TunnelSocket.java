package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.TransportException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A socket that is connected when the proxy has made the tunnel.
 *
 * <p>OkHttp's own proxy support makes no tunnel for {@code ws}, looks the host up before it asks a
 * SOCKS proxy, and takes the credentials for one from a setting of the whole JVM.
 */
final class TunnelSocket extends Socket {

  private final Tunnel tunnel;

  TunnelSocket(Tunnel tunnel) {
    this.tunnel = tunnel;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    String host = tunnel.proxy().host();
    int port = tunnel.proxy().port();
    try {
      super.connect(new InetSocketAddress(host, port), timeout);
      tunnel.open(getInputStream(), getOutputStream());
    } catch (IOException e) {
      throw new IOException(
          "no tunnel",
          new TransportException(
              TransportException.Kind.PROXY,
              tunnel.proxy() + " made no tunnel: " + e.getMessage(),
              e));
    }
  }
}

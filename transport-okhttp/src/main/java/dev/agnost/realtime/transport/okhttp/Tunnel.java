package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.ProxyConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A way through a proxy to one endpoint. */
interface Tunnel {

  /** The proxy to connect to. */
  ProxyConfig proxy();

  /**
   * Asks the proxy for the endpoint. Afterwards the streams are those of the endpoint, so not a
   * byte more than the proxy's answer is read.
   *
   * @throws IOException if the proxy does not do it
   */
  void open(InputStream in, OutputStream out) throws IOException;

  /** The kind of tunnel that the proxy wants. */
  static Tunnel through(ProxyConfig proxy, Endpoint endpoint) {
    return switch (proxy.type()) {
      case HTTP -> new ConnectTunnel(proxy, endpoint);
      case SOCKS5 -> new SocksTunnel(proxy, endpoint);
    };
  }
}

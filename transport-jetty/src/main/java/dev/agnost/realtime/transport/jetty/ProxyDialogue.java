package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.ProxyConfig;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What is said with a proxy until it has opened the way to one endpoint. One thread at a time. */
interface ProxyDialogue {

  /** In the language of the proxy. */
  static ProxyDialogue through(ProxyConfig proxy, Endpoint endpoint) {
    return switch (proxy.type()) {
      case HTTP -> new ConnectTunnel(endpoint, proxy.credentials());
      case SOCKS5 -> new SocksTunnel(endpoint, proxy.credentials());
    };
  }

  /**
   * What to say first.
   *
   * @throws IOException if that cannot be said in the proxy's language
   */
  ByteBuffer greeting() throws IOException;

  /**
   * Takes an answer once it is complete, and leaves what lies behind it.
   *
   * @param in all that has come and was not taken
   * @return what to say now; empty for nothing
   * @throws IOException if the proxy does not do it
   */
  ByteBuffer hear(ByteBuffer in) throws IOException;

  /** Whether what comes from now on is the endpoint's. */
  boolean isOpen();
}

package dev.agnost.realtime.tck.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names a proxy for connections to one port and leaves all others as they were. */
final class JvmProxy extends ProxySelector {

  private final @Nullable ProxySelector others;
  private final int port;
  private final InetSocketAddress proxy;

  private JvmProxy(@Nullable ProxySelector others, int port, InetSocketAddress proxy) {
    this.others = others;
    this.port = port;
    this.proxy = proxy;
  }

  /** Sets and restores the JVM's default; one at a time, so that no run undoes another's. */
  static synchronized void during(int port, InetSocketAddress proxy, Runnable test) {
    ProxySelector before = getDefault();
    setDefault(new JvmProxy(before, port, proxy));
    try {
      test.run();
    } finally {
      setDefault(before);
    }
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (uri.getPort() == port) {
      return List.of(new Proxy(Proxy.Type.HTTP, proxy));
    }
    return others == null ? List.of(Proxy.NO_PROXY) : others.select(uri);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException cause) {}
}

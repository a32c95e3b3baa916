package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.tck.nemesis.NemesisTck;
import dev.agnost.realtime.transport.TransportProvider;

/** Fifty clients in a broken network, on Netty. */
class NettyNemesisIT extends NemesisTck {

  @Override
  protected TransportProvider provider() {
    return new NettyTransportProvider();
  }
}

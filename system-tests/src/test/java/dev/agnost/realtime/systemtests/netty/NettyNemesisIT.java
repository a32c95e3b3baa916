package dev.agnost.realtime.systemtests.netty;

import dev.agnost.realtime.systemtests.nemesis.NemesisTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.netty.NettyTransportProvider;

/** Fifty clients in a broken network, on Netty. */
class NettyNemesisIT extends NemesisTck {

  @Override
  protected TransportProvider provider() {
    return new NettyTransportProvider();
  }
}

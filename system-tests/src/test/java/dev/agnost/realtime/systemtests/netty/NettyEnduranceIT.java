package dev.agnost.realtime.systemtests.netty;

import dev.agnost.realtime.tck.transport.EnduranceTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.netty.NettyTransportProvider;
import org.junit.jupiter.api.Tag;

/** Much data, hostile peers and many clients on Netty. */
@Tag("night")
class NettyEnduranceIT extends EnduranceTck {

  @Override
  protected TransportProvider provider() {
    return new NettyTransportProvider();
  }
}

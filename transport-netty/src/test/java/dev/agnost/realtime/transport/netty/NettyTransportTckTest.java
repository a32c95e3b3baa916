package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.tck.transport.TckSettings;
import dev.agnost.realtime.tck.transport.TransportTck;
import dev.agnost.realtime.transport.TransportProvider;
import io.netty.util.Version;
import java.util.Objects;

class NettyTransportTckTest extends TransportTck {

  @Override
  protected TransportProvider provider() {
    return new NettyTransportProvider();
  }

  @Override
  protected void configure(TckSettings settings) {
    Version transport = Objects.requireNonNull(Version.identify().get("netty-transport"));
    settings.library("Netty " + transport.artifactVersion());
  }
}

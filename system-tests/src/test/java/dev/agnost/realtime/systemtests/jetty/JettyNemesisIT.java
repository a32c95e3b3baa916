package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.systemtests.nemesis.NemesisTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.jetty.JettyTransportProvider;

/** Fifty clients in a broken network, on Jetty. */
class JettyNemesisIT extends NemesisTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }
}

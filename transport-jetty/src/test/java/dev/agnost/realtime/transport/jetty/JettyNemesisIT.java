package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.tck.nemesis.NemesisTck;
import dev.agnost.realtime.transport.TransportProvider;

/** Fifty clients in a broken network, on Jetty. */
class JettyNemesisIT extends NemesisTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }
}

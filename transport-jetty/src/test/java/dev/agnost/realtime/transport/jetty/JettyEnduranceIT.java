package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.tck.transport.EnduranceTck;
import dev.agnost.realtime.transport.TransportProvider;

/** Much data, hostile peers and many clients on Jetty. */
class JettyEnduranceIT extends EnduranceTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }
}

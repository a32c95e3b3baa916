package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.tck.transport.EnduranceTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.jetty.JettyTransportProvider;
import org.junit.jupiter.api.Tag;

/** Much data, hostile peers and many clients on Jetty. */
@Tag("night")
class JettyEnduranceIT extends EnduranceTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }
}

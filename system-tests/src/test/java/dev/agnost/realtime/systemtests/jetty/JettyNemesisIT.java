package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.systemtests.nemesis.NemesisTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.jetty.JettyTransportProvider;
import org.junit.jupiter.api.Tag;

/** Fifty clients in a broken network, on Jetty. */
@Tag("night")
class JettyNemesisIT extends NemesisTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }
}

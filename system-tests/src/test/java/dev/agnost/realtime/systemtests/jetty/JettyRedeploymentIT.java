package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.systemtests.nemesis.RedeploymentTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.jetty.JettyTransportProvider;
import org.junit.jupiter.api.Tag;

/** Deployed again and again, on Jetty. */
@Tag("night")
class JettyRedeploymentIT extends RedeploymentTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }
}

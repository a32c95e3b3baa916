package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.systemtests.nemesis.RedeploymentTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.jetty.JettyTransportProvider;

/** Deployed again and again, on Jetty. */
class JettyRedeploymentIT extends RedeploymentTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }
}

package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.tck.nemesis.RedeploymentTck;
import dev.agnost.realtime.transport.TransportProvider;

/** Deployed again and again, on Jetty. */
class JettyRedeploymentIT extends RedeploymentTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }
}

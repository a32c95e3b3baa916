package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.tck.transport.TckSettings;
import dev.agnost.realtime.tck.transport.TransportTck;
import dev.agnost.realtime.transport.TransportProvider;
import org.eclipse.jetty.util.Jetty;

class JettyTransportTckTest extends TransportTck {

  @Override
  protected TransportProvider provider() {
    return new JettyTransportProvider();
  }

  @Override
  protected void configure(TckSettings settings) {
    settings.library("Jetty " + Jetty.VERSION);
  }
}

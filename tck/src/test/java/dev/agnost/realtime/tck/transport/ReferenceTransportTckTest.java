package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;
import org.junit.jupiter.api.Tag;

/** The correct transport passes every rule. */
@Tag("night")
class ReferenceTransportTckTest extends TransportTck {

  @Override
  protected TransportProvider provider() {
    return new ReferenceProvider();
  }

  @Override
  protected void configure(TckSettings settings) {
    settings.library("plain sockets");
  }
}

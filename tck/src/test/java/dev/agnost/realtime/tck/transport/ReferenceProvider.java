package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportCapability;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.TransportSpi;
import java.util.Set;

/** A transport on plain sockets, correct and slow: what the kit is measured against. */
class ReferenceProvider implements TransportProvider {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int priority() {
    return 1;
  }

  @Override
  public int spiVersion() {
    return TransportSpi.VERSION;
  }

  @Override
  public Set<TransportOption> options() {
    return Set.of(TransportOption.values());
  }

  @Override
  public Set<TransportCapability> capabilities() {
    return Set.of(TransportCapability.values());
  }

  @Override
  public Transport create(TransportConfig config) {
    return new ReferenceTransport(config);
  }
}

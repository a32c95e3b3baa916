package dev.agnost.realtime.examples.transport.jdk;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportCapability;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.TransportSpi;
import java.util.Set;

/** Announces the transport named {@code jdk}. */
public final class JdkTransportProvider implements TransportProvider {

  /** For {@link java.util.ServiceLoader}. */
  public JdkTransportProvider() {}

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public int priority() {
    return 50;
  }

  @Override
  public int spiVersion() {
    return TransportSpi.VERSION;
  }

  @Override
  public Set<TransportOption> options() {
    return Set.of(TransportOption.SSL_CONTEXT);
  }

  @Override
  public Set<TransportCapability> capabilities() {
    return Set.of(TransportCapability.ACCEPT_KEY_PRESENCE, TransportCapability.UTF8_VALIDATION);
  }

  @Override
  public Transport create(TransportConfig config) {
    return new JdkTransport(config);
  }
}

package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportCapability;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.TransportSpi;
import java.util.EnumSet;
import java.util.Set;

/**
 * Announces the transport named {@code netty}. Nothing of Netty is loaded before {@link #create}.
 */
public final class NettyTransportProvider implements TransportProvider {

  /** For {@link java.util.ServiceLoader}. */
  public NettyTransportProvider() {}

  @Override
  public String name() {
    return "netty";
  }

  @Override
  public int priority() {
    return 300;
  }

  @Override
  public int spiVersion() {
    return TransportSpi.VERSION;
  }

  @Override
  public Set<TransportOption> options() {
    return EnumSet.allOf(TransportOption.class);
  }

  @Override
  public Set<TransportCapability> capabilities() {
    return EnumSet.allOf(TransportCapability.class);
  }

  @Override
  public Transport create(TransportConfig config) {
    return NettyTransports.create(config);
  }
}

package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportCapability;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.TransportSpi;
import java.util.EnumSet;
import java.util.Set;

/**
 * Announces the transport named {@code okhttp}. Nothing of OkHttp is loaded before {@link #create}.
 */
public final class OkHttpTransportProvider implements TransportProvider {

  /** For {@link java.util.ServiceLoader}. */
  public OkHttpTransportProvider() {}

  @Override
  public String name() {
    return "okhttp";
  }

  @Override
  public int priority() {
    return 100;
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
    return EnumSet.of(
        TransportCapability.ACCEPT_KEY_PRESENCE,
        TransportCapability.TCP_CANCELLATION,
        TransportCapability.SINGLE_ATTEMPT,
        TransportCapability.UTF8_VALIDATION);
  }

  @Override
  public Transport create(TransportConfig config) {
    try {
      return OkHttpTransports.create(config);
    } catch (LinkageError misfit) {
      throw OkHttpFailures.library(misfit);
    }
  }
}

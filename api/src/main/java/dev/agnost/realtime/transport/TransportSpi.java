package dev.agnost.realtime.transport;

/** The version of the transport SPI. */
public final class TransportSpi {

  /**
   * The version that this {@code api} defines. A provider returns it from {@link
   * TransportProvider#spiVersion()}; being a constant it is inlined when the provider is compiled,
   * so it tells which version the provider was built for.
   */
  public static final int VERSION = 1;

  private TransportSpi() {}
}

package dev.agnost.realtime.tck.transport.naive;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.TransportSpi;
import java.util.Set;

/** The providers of this package, which differ in what they create only. */
public abstract sealed class NaiveProvider implements TransportProvider {

  private final String name;
  private final Set<TransportOption> options;

  private NaiveProvider(String name, Set<TransportOption> options) {
    this.name = name;
    this.options = options;
  }

  /** Jetty's Session API. */
  public static final class Jetty extends NaiveProvider {
    public Jetty() {
      super("jetty", Set.of(TransportOption.SSL_CONTEXT));
    }

    @Override
    public Transport create(TransportConfig config) {
      return new NaiveJetty(config);
    }
  }

  /** Netty's stock handlers. */
  public static final class Netty extends NaiveProvider {
    public Netty() {
      super("netty", Set.of(TransportOption.SSL_CONTEXT));
    }

    @Override
    public Transport create(TransportConfig config) {
      return new NaiveNetty(config);
    }
  }

  /** OkHttp, whose builder takes no {@code SSLContext}. */
  public static final class OkHttp extends NaiveProvider {
    public OkHttp() {
      super("okhttp", Set.of());
    }

    @Override
    public Transport create(TransportConfig config) {
      return new NaiveOkHttp();
    }
  }

  @Override
  public String name() {
    return name;
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
    return options;
  }
}

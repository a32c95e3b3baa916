package dev.agnost.realtime.transport.jetty;

import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 and later with the host name verified and no ALPN, whatever the settings say that it is
 * made from (T2.6, T2.17).
 */
final class VerifyingTls extends SslContextFactory.Client {

  private static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

  private final SslContextFactory.@Nullable Client settings;

  /**
   * @param settings for everything else: those of a client of the application, borrowed; null for
   *     Jetty's defaults
   * @throws IllegalArgumentException if the context supports neither TLS 1.2 nor 1.3
   */
  VerifyingTls(SSLContext context, SslContextFactory.@Nullable Client settings) {
    if (modern(context.getSupportedSSLParameters().getProtocols()).length == 0) {
      throw new IllegalArgumentException(
          "the TLS context must support TLSv1.2 or TLSv1.3: " + context.getProtocol());
    }
    this.settings = settings;
    setSslContext(context);
  }

  @Override
  public void customize(SSLEngine engine) {
    if (settings == null) {
      super.customize(engine);
    } else {
      settings.customize(engine);
    }
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    String[] enabled = modern(parameters.getProtocols());
    parameters.setProtocols(enabled.length > 0 ? enabled : modern(engine.getSupportedProtocols()));
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[0]);
    engine.setSSLParameters(parameters);
  }

  private static String[] modern(String... protocols) {
    return Stream.of(protocols).filter(MODERN::contains).toArray(String[]::new);
  }
}

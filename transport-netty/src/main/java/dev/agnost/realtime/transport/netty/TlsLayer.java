package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.support.Endpoint;
import io.netty.handler.ssl.SslHandler;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * TLS 1.2 and up with the JDK's engine: the context that was configured or else the platform's, the
 * host name verified and sent as SNI, no ALPN.
 */
final class TlsLayer {

  private static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

  private final TransportConfig config;
  private final Executor tasks;

  /**
   * @param tasks borrowed; certificates are verified there, so that a trust manager which blocks
   *     holds up no event loop
   */
  TlsLayer(TransportConfig config, Executor tasks) {
    this.config = config;
    this.tasks = tasks;
  }

  /**
   * @throws IllegalArgumentException if a TLS context is configured that allows nothing modern
   */
  static void requireModernProtocol(TransportConfig config) {
    config
        .sslContext()
        .ifPresent(
            context -> {
              if (modern(context.getSupportedSSLParameters()).length == 0) {
                throw new IllegalArgumentException(
                    "the TLS context must support TLSv1.2 or TLSv1.3: " + context.getProtocol());
              }
            });
  }

  SslHandler handlerFor(Endpoint endpoint) throws NoSuchAlgorithmException {
    SSLContext context =
        config.sslContext().isPresent() ? config.sslContext().get() : SSLContext.getDefault();
    SSLEngine engine = context.createSSLEngine(endpoint.host(), endpoint.port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    String[] enabled = modern(parameters);
    parameters.setProtocols(
        enabled.length > 0 ? enabled : modern(context.getSupportedSSLParameters()));
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (endpoint.address() == null) {
      parameters.setServerNames(serverNames(endpoint.host()));
    }
    engine.setSSLParameters(parameters);

    SslHandler handler = new SslHandler(engine, tasks);
    handler.setHandshakeTimeoutMillis(0); // T2.8
    return handler;
  }

  private static List<SNIServerName> serverNames(String host) {
    boolean absolute = host.endsWith(".");
    try {
      return List.of(new SNIHostName(absolute ? host.substring(0, host.length() - 1) : host));
    } catch (IllegalArgumentException notInternet) { // such as a name with an underscore
      return List.of();
    }
  }

  private static String[] modern(SSLParameters parameters) {
    return Stream.of(parameters.getProtocols()).filter(MODERN::contains).toArray(String[]::new);
  }
}

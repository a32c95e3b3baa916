package dev.agnost.realtime.transport.jetty;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * TLS 1.2 and up with the JDK's engine, the host name verified and sent as SNI, no ALPN. What a
 * client of the application is set to in these points does not apply.
 */
final class TlsLayer {

  private static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

  private final JettyEngine engine;

  TlsLayer(JettyEngine engine) {
    this.engine = engine;
  }

  /**
   * Lays TLS over a socket, and over it what the function makes.
   *
   * @param failed takes note of why the handshake failed, before the socket is closed; called with
   *     a lock of Jetty's
   */
  Connection over(
      EndPoint raw,
      Endpoint endpoint,
      Function<EndPoint, Connection> above,
      Consumer<Throwable> failed) {
    SslConnection tls =
        new SslConnection(
            engine.buffers(), engine.executor(), engine.tls(), raw, engineFor(endpoint));
    tls.addHandshakeListener(
        new SslHandshakeListener() {
          @Override
          public void handshakeFailed(Event event, Throwable failure) {
            failed.accept(failure);
          }
        });
    EndPoint decrypted = tls.getSslEndPoint();
    decrypted.setConnection(above.apply(decrypted));
    return tls;
  }

  private SSLEngine engineFor(Endpoint endpoint) {
    SSLEngine made = engine.tls().newSSLEngine(endpoint.host(), endpoint.port());
    made.setUseClientMode(true);
    SSLParameters parameters = made.getSSLParameters();
    String[] enabled = modern(parameters.getProtocols());
    parameters.setProtocols(enabled.length > 0 ? enabled : modern(made.getSupportedProtocols()));
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[0]);
    if (endpoint.literal() == null) {
      parameters.setServerNames(serverNames(endpoint.host()));
    }
    made.setSSLParameters(parameters);
    return made;
  }

  private static List<SNIServerName> serverNames(String host) {
    boolean absolute = host.endsWith(".");
    try {
      return List.of(new SNIHostName(absolute ? host.substring(0, host.length() - 1) : host));
    } catch (IllegalArgumentException notInternet) { // such as a name with an underscore
      return List.of();
    }
  }

  static String[] modern(String... protocols) {
    return Stream.of(protocols).filter(MODERN::contains).toArray(String[]::new);
  }
}

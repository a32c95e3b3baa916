package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportConfig;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Transport configurations that differ from the default in one point. */
final class Configs {

  private Configs() {}

  static TransportConfig limit(int bytes) {
    return new TransportConfig() {
      @Override
      public int maxInboundMessageBytes() {
        return bytes;
      }
    };
  }

  static TransportConfig trusting(SSLContext context) {
    return new TransportConfig() {
      @Override
      public Optional<SSLContext> sslContext() {
        return Optional.of(context);
      }
    };
  }

  static TransportConfig through(ProxyConfig proxy, SSLContext context) {
    return new TransportConfig() {
      @Override
      public Optional<ProxyConfig> proxy() {
        return Optional.of(proxy);
      }

      @Override
      public Optional<SSLContext> sslContext() {
        return Optional.of(context);
      }
    };
  }
}

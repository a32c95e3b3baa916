package dev.agnost.realtime.doctor;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.net.ssl.SSLContext;

/** The transports in this jar. */
final class Transports {

  private Transports() {}

  /** Returns the one that is named, or else the one that a client takes by itself. */
  static TransportProvider choose(Target target) {
    return providers().stream()
        .filter(each -> target.transport() == null || each.name().equals(target.transport()))
        .max(Comparator.comparingInt(TransportProvider::priority))
        .orElseThrow(() -> new IllegalArgumentException("no transport: " + target.transport()));
  }

  private static List<TransportProvider> providers() {
    return ServiceLoader.load(TransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** Creates a transport with the proxy and the trust of the target. The caller closes it. */
  static Transport create(TransportProvider provider, Target target) {
    return provider.create(
        new TransportConfig() {
          @Override
          public Optional<SSLContext> sslContext() {
            return Optional.of(target.trust().context());
          }

          @Override
          public Optional<ProxyConfig> proxy() {
            return Optional.ofNullable(target.proxy());
          }
        });
  }
}

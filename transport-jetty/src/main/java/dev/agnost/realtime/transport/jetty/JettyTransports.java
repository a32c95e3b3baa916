package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.support.HostResolver;
import java.util.Objects;
import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Creates transports on Jetty, with threads of their own or those of a client of the application.
 *
 * <pre>{@code
 * Transport transport = JettyTransports.using(applicationClient);
 * }</pre>
 */
public final class JettyTransports {

  private JettyTransports() {}

  /** A transport with threads of its own, which end with it. */
  public static Transport create(TransportConfig config) {
    return builder().config(config).build();
  }

  /**
   * A transport on the threads of the application's client, with the default configuration. See
   * {@link Builder#client} for what else is used of it.
   *
   * @param client borrowed; neither stopped nor changed by the transport (T1.5)
   * @throws IllegalArgumentException if the client is not started, has a proxy, or trusts every
   *     certificate
   */
  public static Transport using(HttpClient client) {
    return builder().client(client).build();
  }

  /** For everything else. */
  public static Builder builder() {
    return new Builder();
  }

  /** What a transport on Jetty can be given. Not thread-safe. */
  public static final class Builder {

    private TransportConfig config = TransportConfig.defaults();
    private @Nullable HttpClient client;
    private HostResolver resolver = HostResolver.SYSTEM;

    private Builder() {}

    /** TLS, proxy and limits; {@link TransportConfig#defaults()} unless set. */
    public Builder config(TransportConfig newConfig) {
      config = Objects.requireNonNull(newConfig, "config");
      return this;
    }

    /**
     * A client whose executor, scheduler, buffer pool and local address are used, and whose TLS
     * settings are unless the configuration has a TLS context. The host name is verified and TLS
     * below 1.2 refused whatever these settings say.
     *
     * <p>Connections do not go through the client itself. Its timeouts, redirects, retries,
     * cookies, authentication, connection pools, proxies, name resolver and listeners do not apply,
     * since the rules for transports forbid most of them. One thread of its executor is kept for as
     * long as the transport is open.
     *
     * @param newClient started, and to be stopped after the transport was closed; borrowed; neither
     *     stopped nor changed by the transport (T1.5)
     */
    public Builder client(HttpClient newClient) {
      client = Objects.requireNonNull(newClient, "client");
      return this;
    }

    Builder resolver(HostResolver newResolver) {
      resolver = newResolver;
      return this;
    }

    /**
     * Creates the transport. Whoever calls this closes it.
     *
     * @throws IllegalArgumentException if the TLS context allows neither TLS 1.2 nor 1.3, or the
     *     client is not started, has a proxy while the configuration has none, which would be
     *     bypassed, or trusts every certificate while the configuration has no TLS context
     */
    public Transport build() {
      HttpClient given = client;
      return new JettyTransport(
          config,
          given == null
              ? JettyClient.own(config, resolver)
              : JettyClient.using(given, config, resolver));
    }
  }
}

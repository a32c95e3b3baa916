package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Creates transports on OkHttp, with settings of their own or those of a client of the application.
 *
 * <pre>{@code
 * Transport transport = OkHttpTransports.using(applicationClient);
 * }</pre>
 */
public final class OkHttpTransports {

  private OkHttpTransports() {}

  /** A transport with OkHttp's own settings where the configuration has no setting. */
  public static Transport create(TransportConfig config) {
    return builder().config(config).build();
  }

  /**
   * A transport that takes settings from the application's client, with the default configuration.
   * See {@link Builder#client} for which.
   *
   * @param client borrowed; neither closed nor changed by the transport (T1.5)
   */
  public static Transport using(OkHttpClient client) {
    return builder().client(client).build();
  }

  /** For everything else. */
  public static Builder builder() {
    return new Builder();
  }

  /** What a transport on OkHttp can be given. Not thread-safe. */
  public static final class Builder {

    private TransportConfig config = TransportConfig.defaults();
    private @Nullable OkHttpClient client;

    private Builder() {}

    /** TLS, proxy and limits; {@link TransportConfig#defaults()} unless set. */
    public Builder config(TransportConfig newConfig) {
      config = Objects.requireNonNull(newConfig, "config");
      return this;
    }

    /**
     * Sets a client whose DNS, socket factory, TLS settings, certificate pins and interceptors are
     * used. Its proxy is used unless the configuration has one, through a tunnel and without the
     * client's proxy authenticator.
     *
     * <p>Timeouts, redirects, retries, cookies, cache, authenticators, event listeners and ping
     * interval of the client do not apply. Its dispatcher and its connection pool are not used: an
     * open WebSocket would take a place in either.
     *
     * @param newClient borrowed; neither closed nor changed by the transport (T1.5)
     */
    public Builder client(OkHttpClient newClient) {
      client = Objects.requireNonNull(newClient, "client");
      return this;
    }

    /** Creates the transport. Whoever calls this closes it. */
    public Transport build() {
      return new OkHttpTransport(config, client);
    }
  }
}

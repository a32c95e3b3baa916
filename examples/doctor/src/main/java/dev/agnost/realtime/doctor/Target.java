package dev.agnost.realtime.doctor;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.support.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The environment to examine, and the way to it.
 *
 * @param url {@code https://<cluster>/<environment id>}
 * @param session a session token, or null for none
 * @param transport the name of a transport, or null for the default
 * @param proxy the proxy to go through, or null for none
 * @param trust whose certificates are trusted
 * @param headers sent with the upgrade and the members request
 * @param allowUnencrypted whether {@code http} is accepted for hosts other than this machine
 * @param timeout of each step
 */
record Target(
    String url,
    String apiKey,
    @Nullable String session,
    @Nullable String transport,
    @Nullable ProxyConfig proxy,
    Trust trust,
    List<Header> headers,
    boolean allowUnencrypted,
    Duration timeout) {

  Target {
    headers = List.copyOf(headers);
  }

  /**
   * Builds an ordinary client of this environment, which does nothing yet.
   *
   * @throws dev.agnost.realtime.InvalidConfigurationException naming every mistake
   * @throws dev.agnost.realtime.TransportSelectionException if there is no such transport
   */
  AgnostClient client(AgnostClient.Builder builder) {
    if (transport != null) {
      builder.transport(transport);
    }
    if (proxy != null) {
      builder.proxy(proxy);
    }
    return builder.sslContext(trust.context()).build();
  }

  /** A builder without transport, proxy and TLS. */
  AgnostClient.Builder builder() {
    AgnostClient.Builder builder =
        AgnostClient.builder(url, apiKey)
            .allowUnencrypted(allowUnencrypted)
            .headers(headers)
            .timeout(timeout);
    if (session != null) {
      builder.sessionToken(session);
    }
    return builder;
  }

  Endpoint endpoint() {
    return Endpoint.of(URI.create(url));
  }

  /** Removes API key, session token, header values and the proxy's password from texts. */
  Redaction redaction() {
    List<String> secrets = new ArrayList<>(headers.stream().map(Header::value).toList());
    secrets.add(apiKey);
    if (session != null) {
      secrets.add(session);
    }
    if (proxy != null) {
      proxy.credentials().ifPresent(credentials -> secrets.add(credentials.password()));
    }
    return Redaction.of(secrets);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return url;
  }
}

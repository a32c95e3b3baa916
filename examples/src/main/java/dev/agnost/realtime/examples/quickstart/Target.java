package dev.agnost.realtime.examples.quickstart;

import dev.agnost.realtime.AgnostClient;
import org.jspecify.annotations.Nullable;

/**
 * The environment to connect to, and how.
 *
 * @param baseUrl {@code https://<cluster>/<envId>}
 * @param apiKey of the environment
 * @param session a session token, or null for none
 * @param transport the name of a transport, or null for the default
 */
record Target(String baseUrl, String apiKey, @Nullable String session, @Nullable String transport) {

  AgnostClient.Builder builder() {
    AgnostClient.Builder builder = AgnostClient.builder(baseUrl, apiKey);
    if (session != null) {
      builder.sessionToken(session);
    }
    if (transport != null) {
      builder.transport(transport);
    }
    return builder;
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return baseUrl;
  }
}

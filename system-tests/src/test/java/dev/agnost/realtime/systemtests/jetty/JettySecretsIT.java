package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.client.SecretsTck;

/** No secret is shown over this transport. */
class JettySecretsIT extends SecretsTck {

  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("jetty");
  }
}

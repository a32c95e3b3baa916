package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.client.LogCapture;
import dev.agnost.realtime.tck.client.SecretsTck;

/** No secret is shown over this transport. */
class JettySecretsIT extends SecretsTck {

  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("jetty");
  }

  @Override
  protected LogCapture captureLogs() {
    return AllLogs.butWhatJettyReads();
  }
}

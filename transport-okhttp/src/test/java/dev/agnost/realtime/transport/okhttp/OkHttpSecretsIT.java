package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.client.LogCapture;
import dev.agnost.realtime.tck.client.SecretsTck;

/** No secret is shown over this transport. */
class OkHttpSecretsIT extends SecretsTck {

  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("okhttp");
  }

  @Override
  protected LogCapture captureLogs() {
    return new AllLogs();
  }
}

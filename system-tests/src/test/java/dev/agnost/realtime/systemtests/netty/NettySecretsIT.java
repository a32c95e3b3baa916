package dev.agnost.realtime.systemtests.netty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.client.SecretsTck;

/** No secret is shown over this transport. */
class NettySecretsIT extends SecretsTck {

  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("netty");
  }
}

package dev.agnost.realtime.systemtests.netty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.client.EmbeddedServerTck;

/** The scenarios of a whole client over Netty. */
class NettyRealtimeIT extends EmbeddedServerTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("netty");
  }
}

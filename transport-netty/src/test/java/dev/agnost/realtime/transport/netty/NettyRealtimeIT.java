package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.client.RealtimeTck;

/** The scenarios of a whole client over Netty. */
class NettyRealtimeIT extends RealtimeTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("netty");
  }
}

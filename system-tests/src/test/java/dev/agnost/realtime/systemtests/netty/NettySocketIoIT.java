package dev.agnost.realtime.systemtests.netty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.client.SocketIoTck;

/** A whole client over Netty, against the Socket.IO release of the platform. */
class NettySocketIoIT extends SocketIoTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("netty");
  }
}

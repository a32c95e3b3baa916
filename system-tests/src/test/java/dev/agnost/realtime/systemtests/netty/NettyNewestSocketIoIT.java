package dev.agnost.realtime.systemtests.netty;

import dev.agnost.realtime.systemtests.node.SocketIoVersion;

/** A whole client over Netty, against the newest Socket.IO release. */
class NettyNewestSocketIoIT extends NettySocketIoIT {
  @Override
  protected SocketIoVersion version() {
    return SocketIoVersion.NEWEST;
  }
}

package dev.agnost.realtime.systemtests.netty;

import dev.agnost.realtime.systemtests.node.SocketIoVersion;
import org.junit.jupiter.api.Tag;

/** A whole client over Netty, against the newest Socket.IO release. */
@Tag("night")
class NettyNewestSocketIoIT extends NettySocketIoIT {
  @Override
  protected SocketIoVersion version() {
    return SocketIoVersion.NEWEST;
  }
}

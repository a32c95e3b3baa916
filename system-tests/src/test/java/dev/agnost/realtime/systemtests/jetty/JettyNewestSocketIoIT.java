package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.systemtests.node.SocketIoVersion;

/** A whole client over Jetty, against the newest Socket.IO release. */
class JettyNewestSocketIoIT extends JettySocketIoIT {
  @Override
  protected SocketIoVersion version() {
    return SocketIoVersion.NEWEST;
  }
}

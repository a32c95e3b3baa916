package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.systemtests.node.SocketIoVersion;
import org.junit.jupiter.api.Tag;

/** A whole client over Jetty, against the newest Socket.IO release. */
@Tag("night")
class JettyNewestSocketIoIT extends JettySocketIoIT {
  @Override
  protected SocketIoVersion version() {
    return SocketIoVersion.NEWEST;
  }
}

package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.tck.server.AgnostServer;
import dev.agnost.realtime.tck.server.EmbeddedAgnostServer;
import dev.agnost.realtime.tck.server.NodeAgnostServer;
import dev.agnost.realtime.tck.server.SocketIoVersion;
import java.time.Duration;

/** The servers that all scenarios run against. */
enum ServerKind {
  /** The embedded server, which can do more than the others. */
  EMBEDDED {
    @Override
    AgnostServer launch(Duration pingInterval, Duration pingTimeout) {
      return EmbeddedAgnostServer.builder()
          .pingInterval(pingInterval)
          .pingTimeout(pingTimeout)
          .start();
    }
  },
  /** The Socket.IO release that the platform runs. */
  PRODUCTION {
    @Override
    AgnostServer launch(Duration pingInterval, Duration pingTimeout) {
      return node(SocketIoVersion.PRODUCTION, pingInterval, pingTimeout);
    }
  },
  /** The newest Socket.IO release that was known when the kit was made. */
  NEWEST {
    @Override
    AgnostServer launch(Duration pingInterval, Duration pingTimeout) {
      return node(SocketIoVersion.NEWEST, pingInterval, pingTimeout);
    }
  };

  /** Starts a server of this kind. */
  abstract AgnostServer launch(Duration pingInterval, Duration pingTimeout);

  private static AgnostServer node(SocketIoVersion version, Duration interval, Duration timeout) {
    return NodeAgnostServer.builder()
        .version(version)
        .pingInterval(interval)
        .pingTimeout(timeout)
        .start();
  }
}

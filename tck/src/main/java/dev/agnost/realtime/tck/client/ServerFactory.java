package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.testserver.AgnostServer;
import java.time.Duration;

/** Starts the servers that scenarios run against. */
@FunctionalInterface
public interface ServerFactory {

  /** Starts a server with this heartbeat; whoever calls closes it. */
  AgnostServer start(Duration pingInterval, Duration pingTimeout);
}

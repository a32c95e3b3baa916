package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.time.Duration;

/** The contract against the embedded server: it must do as real Socket.IO does. */
class EmbeddedAgnostServerIT extends AgnostServerContract {
  @Override
  public AgnostServer start(Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {
    return EmbeddedAgnostServer.builder()
        .pingInterval(pingInterval)
        .pingTimeout(pingTimeout)
        .connectTimeout(connectTimeout)
        .deathDelay(Duration.ofMillis(100))
        .start();
  }
}

package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.systemtests.node.NodeAgnostServer;
import dev.agnost.realtime.systemtests.node.SocketIoVersion;
import dev.agnost.realtime.testserver.AgnostServer;
import java.time.Duration;

/** The contract against real Socket.IO. */
abstract class AgnostServerNodeContract extends AgnostServerContract {
  private final SocketIoVersion version;

  AgnostServerNodeContract(SocketIoVersion version) {
    this.version = version;
  }

  @Override
  public AgnostServer start(Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {
    return NodeAgnostServer.builder()
        .version(version)
        .pingInterval(pingInterval)
        .pingTimeout(pingTimeout)
        .connectTimeout(connectTimeout)
        .start();
  }
}

package dev.agnost.realtime.systemtests.closing;

import dev.agnost.realtime.systemtests.node.NodeAgnostServer;
import dev.agnost.realtime.systemtests.node.RequiresNode;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import org.junit.jupiter.api.AfterAll;

/** An orderly end on real Socket.IO, which drops unhandled events at the goodbye. */
@RequiresNode
class SocketIoOrderlyEndIT extends OrderlyEnd {

  private final NodeAgnostServer server = NodeAgnostServer.builder().start();

  SocketIoOrderlyEndIT() {
    server.define(Environment.open(ENV, KEY));
  }

  @Override
  AgnostServer server() {
    return server;
  }

  @AfterAll
  void stop() {
    server.close();
  }
}

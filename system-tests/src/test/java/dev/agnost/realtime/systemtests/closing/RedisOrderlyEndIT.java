package dev.agnost.realtime.systemtests.closing;

import dev.agnost.realtime.systemtests.node.NodeCluster;
import dev.agnost.realtime.systemtests.node.RequiresRedis;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/**
 * An orderly end on one node of real Socket.IO over a real Redis, with the receiver on the other.
 */
@RequiresRedis
@Tag("night")
class RedisOrderlyEndIT extends OrderlyEnd {

  private final NodeCluster cluster = NodeCluster.start(Environment.open(ENV, KEY));

  @Override
  AgnostServer server() {
    return cluster.node(0);
  }

  @Override
  AgnostServer serverOfReceiver() {
    return cluster.node(1);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }
}

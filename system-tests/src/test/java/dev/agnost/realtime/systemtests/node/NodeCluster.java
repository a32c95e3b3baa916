package dev.agnost.realtime.systemtests.node;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.util.ArrayList;
import java.util.List;

/** Two processes of real Socket.IO that share a real Redis, as two pods of the platform do. */
public final class NodeCluster implements AutoCloseable {
  private final RedisServer redis = RedisServer.start();
  private final List<NodeAgnostServer> nodes = new ArrayList<>();

  private NodeCluster() {}

  /** Starts Redis and both nodes; each has a port of its own. */
  public static NodeCluster start(Environment... environments) {
    NodeCluster cluster = new NodeCluster();
    try {
      for (int node = 0; node < 2; node++) {
        NodeAgnostServer.Builder builder = NodeAgnostServer.builder().redis(cluster.redis);
        List.of(environments).forEach(builder::environment);
        cluster.nodes.add(builder.start());
      }
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** One of the two nodes. */
  public NodeAgnostServer node(int index) {
    return nodes.get(index);
  }

  @Override
  public void close() {
    nodes.forEach(NodeAgnostServer::close);
    redis.close();
  }
}

package dev.agnost.realtime.systemtests.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two nodes of real Socket.IO are one server to their clients. */
@RequiresRedis
class NodeClusterIT {
  private static final String ENV = "env-cluster";
  private static final String KEY = "key-cluster";
  private static final int MESSAGES = 200;

  @Test
  void messagesAndMembersReachFromNodeToNode() throws Exception {
    try (NodeCluster cluster = NodeCluster.start(Environment.open(ENV, KEY));
        AgnostClient ann = client(cluster.node(0));
        AgnostClient bob = client(cluster.node(1))) {
      BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
      bob.realtime().on("count", Integer.class, (number, message) -> received.add(number));
      join(bob.realtime());
      join(ann.realtime());

      for (int i = 0; i < MESSAGES; i++) {
        CompletableFuture<Void> unused = ann.realtime().send("room", "count", i);
      }

      for (int expected : IntStream.range(0, MESSAGES).toArray()) {
        assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(expected);
      }
      List<String> ids = List.of(id(ann), id(bob));
      for (int node = 0; node < 2; node++) {
        assertThat(cluster.node(node).members(ENV, "room"))
            .containsExactlyInAnyOrderElementsOf(ids);
      }
      assertThat(bob.realtime().getMembers("room").get(30, TimeUnit.SECONDS)).hasSize(2);
    }
  }

  private static AgnostClient client(AgnostServer node) {
    return AgnostClient.builder(node.baseUrl(ENV), KEY).echoMessages(false).build();
  }

  /** Returns when the server has handled the join. */
  private static void join(Realtime realtime) throws Exception {
    realtime.join("room");
    realtime.open().get(30, TimeUnit.SECONDS);
    realtime.flush(Duration.ofSeconds(30)).get(60, TimeUnit.SECONDS);
  }

  private static String id(AgnostClient client) {
    return String.valueOf(client.realtime().getSocketId());
  }
}

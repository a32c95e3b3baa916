package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that share environments and channels. */
class ClusterTest {
  private List<EmbeddedAgnostServer> nodes = List.of();

  @BeforeEach
  void start() {
    nodes = EmbeddedAgnostServer.cluster(2);
  }

  @AfterEach
  void close() {
    nodes.forEach(EmbeddedAgnostServer::close);
  }

  @Test
  void channelsReachFromNodeToNode() {
    try (TestClient ann = TestClient.connect(nodes.get(0));
        TestClient bob = TestClient.connect(nodes.get(1))) {
      ann.join("room");
      ann.expectStart("42[\"channel:join\"");
      bob.join("room");
      bob.expectStart("42[\"channel:join\"");
      assertThat(ann.next()).contains("channel:join").contains(bob.id());
      ann.send("42[\"message\",{\"channel\":\"room\",\"eventName\":\"say\",\"message\":1e21}]");

      assertThat(message(ann)).isEqualTo("42[\"say\",{\"channel\":\"room\",\"message\":1e+21}]");
      assertThat(message(bob))
          .isEqualTo("42[\"say\",{\"channel\":\"room\",\"message\":3875820019684212700}]");
      for (EmbeddedAgnostServer node : nodes) {
        assertThat(node.members("env-open", "room")).containsExactlyInAnyOrder(ann.id(), bob.id());
      }
    }
  }

  @Test
  void membersOfANodeThatDiesVanishWithoutAnEvent() {
    try (TestClient ann = TestClient.connect(nodes.get(0));
        TestClient bob = TestClient.connect(nodes.get(1))) {
      bob.join("room");
      bob.expectStart("42[\"channel:join\"");
      ann.join("room");
      ann.expectStart("42[\"channel:join\"");

      nodes.get(1).stop();

      ann.send("42[\"message\",{\"eventName\":\"fence\"}]");
      assertThat(message(ann)).isEqualTo("42[\"fence\",{\"channel\":null}]");
      assertThat(nodes.get(0).members("env-open", "room")).containsExactly(ann.id());
    }
  }

  @Test
  void anEnvironmentIsDefinedForAllNodes() {
    nodes.get(0).define(Environment.open("env-2", "key-2"));

    TestClient.connect(nodes.get(1), "{\"envId\":\"env-2\",\"apiKey\":\"key-2\"}").close();
  }

  @Test
  void aMemberThatVanishesLeavesNoEvent() {
    EmbeddedAgnostServer server = nodes.get(0);
    try (TestClient ann = TestClient.connect(server);
        TestClient bob = TestClient.connect(server)) {
      ann.join("room");
      ann.expectStart("42[\"channel:join\"");
      bob.join("room");
      ann.expectStart("42[\"channel:join\"");

      server.vanish(bob.id());

      ann.send("42[\"message\",{\"eventName\":\"fence\"}]");
      assertThat(ann.next()).isEqualTo("42[\"fence\",{\"channel\":null}]");
      assertThat(server.members("env-open", "room")).containsExactly(ann.id());
    }
  }

  /** The next message; a join on the other node may be announced as late as a message before it. */
  private static String message(TestClient client) {
    String next = client.next();
    while (next.startsWith("42[\"channel:join\"")) {
      next = client.next();
    }
    return next;
  }
}

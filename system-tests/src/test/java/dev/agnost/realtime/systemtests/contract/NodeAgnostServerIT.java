package dev.agnost.realtime.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.systemtests.node.NodeAgnostServer;
import dev.agnost.realtime.systemtests.node.RequiresNode;
import dev.agnost.realtime.systemtests.node.SocketIoVersion;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import org.junit.jupiter.api.Test;

/** What is particular to the server under Node.js. */
@RequiresNode
class NodeAgnostServerIT {
  private static final String CREDENTIALS = "{\"envId\":\"e\",\"apiKey\":\"good\"}";

  @Test
  void productionAndNewestAreTheirReleases() {
    try (AgnostServer production = started(SocketIoVersion.PRODUCTION);
        AgnostServer newest = started(SocketIoVersion.NEWEST)) {
      assertThat(production.description()).isEqualTo("Socket.IO 4.6.1");
      assertThat(newest.description()).isEqualTo("Socket.IO 4.8.4");
    }
  }

  @Test
  void deathIsExplainedByTheErrors() {
    try (NodeAgnostServer server = started(SocketIoVersion.PRODUCTION);
        WireClient client = WireClient.open(server).connect(CREDENTIALS)) {
      client.send("42[\"join\",null]").expect("cut");

      ContractServer.await(() -> server.errors().contains("the server died: TypeError"));
    }
  }

  @Test
  void closedServerSaysThatItHasEnded() {
    NodeAgnostServer server = started(SocketIoVersion.PRODUCTION);
    server.close();

    assertThatThrownBy(server::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the Node server has ended");
  }

  @Test
  void closingTwiceIsHarmless() {
    NodeAgnostServer server = started(SocketIoVersion.PRODUCTION);

    server.close();

    assertThatCode(server::close).doesNotThrowAnyException();
  }

  private static NodeAgnostServer started(SocketIoVersion version) {
    return NodeAgnostServer.builder()
        .version(version)
        .environment(Environment.open("e", "good"))
        .start();
  }
}

package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyClientsTest {
  private static final int CLIENTS = 500;

  @Test
  void fiveHundredClientsAreServedAndNoThreadIsLeft() throws Exception {
    // These peers answer no ping, and a busy machine may need longer than the default.
    EmbeddedAgnostServer server =
        EmbeddedAgnostServer.builder().pingTimeout(Duration.ofHours(1)).start();
    String prefix = "agnost-server-" + URI.create(server.baseUrl("")).getPort() + "-";
    List<RawPeer> peers = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        RawPeer peer = RawPeer.connected(server);
        peers.add(peer);
        peer.text("42[\"join\",{\"channel\":\"room\",\"echo\":false}]");
        int expected = peers.size();
        Await.until("joined", () -> server.members("env-open", "room").size() == expected);
      }

      peers.get(0).text("42[\"message\",{\"channel\":\"room\",\"eventName\":\"m\",\"message\":1}]");

      for (RawPeer peer : peers) {
        String frame = peer.frame();
        while (frame.startsWith("42[\"channel:join\"")) {
          frame = peer.frame();
        }
        assertThat(frame).isEqualTo("42[\"m\",{\"channel\":\"room\",\"message\":1}]");
      }
      assertThat(server.openConnections()).isEqualTo(CLIENTS);
    } finally {
      server.close();
      for (RawPeer peer : peers) {
        peer.close();
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith(prefix));
  }

  @Test
  void clientThatDoesNotReadHoldsUpNobody() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        RawPeer lazy = RawPeer.connected(server);
        TestClient busy = TestClient.connect(server)) {
      String big = "\"" + "x".repeat(1 << 20) + "\"";
      for (int i = 0; i < 32; i++) {
        server.broadcast("env-open", "big", big);
        assertThat(busy.next()).startsWith("42[\"big\"");
      }

      server.stop();

      assertThat(server.openConnections()).isZero();
      assertThat(lazy.rest()).isNotEmpty();
    }
  }

  @Test
  void closingAServerWithStalledAndFrozenConnectionsLeavesNoThread() throws Exception {
    EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
    String prefix = "agnost-server-" + URI.create(server.baseUrl("")).getPort() + "-";
    try (RawPeer connected = RawPeer.connected(server)) {
      server.stall(AgnostServer.Stage.UPGRADE);
      try (RawPeer stalled = new RawPeer(server)) {
        stalled.upgrade("/realtime/realtime/?EIO=4&transport=websocket");
        Await.until("accepted", () -> server.acceptedConnections() == 2);
        server.freeze();
        connected.text("42[\"x\"]");

        server.close();

        assertThat(stalled.rest()).isEmpty();
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith(prefix));
  }
}

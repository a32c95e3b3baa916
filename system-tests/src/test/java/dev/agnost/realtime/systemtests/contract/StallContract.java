package dev.agnost.realtime.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How far a connection gets while the server stalls, and that it stays there afterwards. */
interface StallContract extends ContractServer {

  @Test
  default void stalledAtTcpIsAcceptedAndNeverAnswered() {
    server().stall(Stage.TCP);
    int accepted = server().acceptedConnections();
    CompletableFuture<WireClient> attempt = WireClient.opening(server());
    ContractServer.await(() -> server().acceptedConnections() > accepted);

    server().unstall();
    join().close();

    assertThat(attempt).isNotDone();
  }

  @Test
  default void stalledAtUpgradeIsNeverAnswered() {
    server().stall(Stage.UPGRADE);
    int accepted = server().acceptedConnections();

    CompletableFuture<WireClient> attempt = WireClient.opening(server());
    ContractServer.await(() -> server().acceptedConnections() > accepted);

    assertThat(attempt).isNotDone();
  }

  @Test
  default void stalledAtEngineOpenIsAWebSocketWithoutOpenPacket() {
    server().stall(Stage.ENGINE_OPEN);
    try (WireClient client = WireClient.opening(server()).join()) {
      server().unstall();
      join().close();
      client.send("40" + credentials(env(), true));

      client.expectSilence(FaultContract.SILENCE);
    }
  }

  @Test
  default void stalledAtEngineOpenCanBeClosed() {
    server().stall(Stage.ENGINE_OPEN);
    try (WireClient client = WireClient.opening(server()).join()) {
      server().closeConnections();

      client.expect("closed:1005");
    }
  }

  @Test
  default void stalledAtConnectReplyGoesOnPinging() {
    Duration minute = Duration.ofMinutes(1);
    try (AgnostServer server = start(Duration.ofMillis(100), minute, minute);
        WireClient client = WireClient.open(server)) {
      server.define(Environment.open("e", "good"));
      server.stall(Stage.CONNECT_REPLY);

      client.send("40" + credentials("e", true));

      client.expect("2");
      client.send("3").expect("2");
    }
  }

  @Test
  default void stalledAtConnectReplyStaysUnanswered() {
    server().stall(Stage.CONNECT_REPLY);
    int before = server().handshakes().size();
    try (WireClient client = open().send("40" + credentials(env(), true))) {
      ContractServer.await(() -> server().handshakes().size() > before);

      server().unstall();
      join().close();

      assertThat(server().handshakes().get(before).socketId()).isNull();
      assertThat(client.isQuiet()).isTrue();
    }
  }

  @Test
  default void connectionsPastTheStageAreLeftAlone() {
    try (WireClient client = join()) {
      for (Stage stage : Stage.values()) {
        server().stall(stage);

        client.expectNothing();
      }
    }
  }
}

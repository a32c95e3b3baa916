package dev.agnost.realtime.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.agnost.realtime.systemtests.contract.WireSocket.UpgradeRejectedException;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Cutting, closing, kicking, freezing, refusing, dying. */
interface FaultContract extends ContractServer {
  Duration SILENCE = Duration.ofMillis(300);
  Duration LONG = Duration.ofMinutes(1);

  @Test
  default void cutConnectionsEndWithoutACloseFrame() {
    try (WireClient one = join();
        WireClient two = open()) {
      server().cutConnections();

      one.expect("cut");
      two.expect("cut");
    }
  }

  @Test
  default void closedConnectionsGetACloseFrameWithoutStatus() {
    try (WireClient one = join();
        WireClient two = open()) {
      server().closeConnections();

      one.expect("closed:1005");
      two.expect("closed:1005");
    }
  }

  @Test
  default void membersAreToldOfThoseThatAreClosedBeforeThem() {
    try (WireClient one = join();
        WireClient two = join()) {
      one.send("42[\"join\",{\"channel\":\"room\"}]").expectNothing();
      two.send("42[\"join\",{\"channel\":\"room\"}]").expectNothing();
      one.expect(
          "42[\"channel:join\",{\"channel\":\"room\",\"message\":{\"id\":\"" + two.id() + "\"}}]");

      server().closeConnections();

      one.expect("closed:1005");
      two.expect(
          "42[\"channel:leave\",{\"channel\":\"room\",\"message\":{\"id\":\"" + one.id() + "\"}}]",
          "closed:1005");
    }
  }

  @Test
  default void kickedSocketKeepsItsTransport() {
    try (WireClient client = join()) {
      server().kick(client.id());

      client.expect("41");
      client.connect(credentials(env(), false)).expectNothing();
    }
  }

  @Test
  default void kickedSocketLeavesItsChannels() {
    try (WireClient client = join().send("42[\"join\",{\"channel\":\"room\"}]");
        WireClient member = join()) {
      client.expectNothing();
      member.send("42[\"join\",{\"channel\":\"room\"}]").expectNothing();

      server().kick(client.id());

      member.expect(
          "42[\"channel:leave\",{\"channel\":\"room\",\"message\":{\"id\":\""
              + client.id()
              + "\"}}]");
    }
  }

  @Test
  default void kickingAnUnknownSocketIsAMistakeOfTheTest() {
    assertThatThrownBy(() -> server().kick("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  default void rawMessagesArriveAsTheyAre() {
    try (WireClient client = join()) {
      server().sendRawText(client.id(), "42[\"x\",1]");
      server().sendRawText(client.id(), "rubbish \u00e4");
      server().sendRawBinary(client.id(), new byte[] {1, 2});
      server().sendRawBinary(client.id(), new byte[0]);

      client.expect("42[\"x\",1]", "rubbish \u00e4", "bin:0102", "bin:");
    }
  }

  @Test
  default void rejectedUpgradeHasStatusAndHeaders() {
    server().rejectUpgrades(503, Map.of("Retry-After", "7"));

    assertThatThrownBy(() -> WireClient.opening(server()).join())
        .hasCauseInstanceOf(UpgradeRejectedException.class)
        .hasMessageContaining("503 Retry-After: 7");
  }

  @Test
  default void upgradesAreAcceptedAgain() {
    server().rejectUpgrades(503, Map.of());
    assertThat(WireClient.opening(server())).failsWithin(Duration.ofSeconds(10));

    server().acceptUpgrades();

    join().close();
  }

  @Test
  default void refusedConnectSaysWhatTheTestSaid() {
    server().refuseConnects(new Refusal("Top", "code", "server_error", "Detail"));
    try (WireClient client = open()) {
      client.send("40" + credentials(env(), true));

      client.expect(
          "44{\"message\":\"Top\",\"data\":{\"origin\":\"server_error\",\"code\":\"code\",\"message\":\"Detail\"}}");
    }
  }

  @Test
  default void connectsAreAcceptedAgain() {
    server().refuseConnects(new Refusal("Top", "code", "server_error", "Detail"));
    try (WireClient client = open()) {
      client.send("40" + credentials(env(), true)).next();

      server().acceptConnects();

      client.connect(credentials(env(), true)).expectNothing();
    }
  }

  @Test
  default void stoppedServerCutsItsConnectionsAndRefusesNewOnes() {
    try (WireClient client = join()) {
      server().stop();

      client.expect("cut");
      assertThat(catchThrowable(() -> WireClient.opening(server()).join()))
          .hasCauseInstanceOf(ConnectException.class);
    }
  }

  @Test
  default void startedServerHasForgottenItsRoomsAndServesOnTheSamePort() {
    String url = server().baseUrl("e");
    try (WireClient client = join().send("42[\"join\",{\"channel\":\"room\"}]")) {
      client.expectNothing();
    }
    int handshakes = server().handshakes().size();

    server().stop();
    server().start();

    assertThat(server().baseUrl("e")).isEqualTo(url);
    assertThat(server().members(env(), "room")).isEmpty();
    assertThat(server().handshakes()).hasSize(handshakes);
    join().close();
  }

  @Test
  default void startedServerIsNotFrozen() {
    server().freeze();

    server().stop();
    server().start();

    join().close();
  }

  @Test
  default void startingAStartedServerChangesNothing() {
    try (WireClient client = join()) {
      server().start();

      client.expectNothing();
    }
  }

  @Test
  default void frozenServerAnswersOnceThawed() {
    try (WireClient client = join(env(), true)) {
      server().freeze();
      client.send("42[\"join\",{\"channel\":\"room\"}]");
      client.expectSilence(SILENCE);

      server().thaw();

      client.expect(
          "42[\"channel:join\",{\"channel\":\"room\",\"message\":{\"id\":\""
              + client.id()
              + "\"}}]");
    }
  }

  @Test
  default void frozenServerSendsNoPings() {
    try (AgnostServer server = start(Duration.ofMillis(100), LONG, LONG);
        WireClient client = WireClient.open(server)) {
      client.expect("2");
      server.freeze();
      client.send("3");

      client.expectSilence(SILENCE);
    }
  }

  @Test
  default void frozenServerServesNobodyNew() {
    server().freeze();
    int accepted = server().acceptedConnections();
    CompletableFuture<WireClient> attempt = WireClient.opening(server());
    ContractServer.await(() -> server().acceptedConnections() > accepted);

    assertThat(attempt).isNotDone();
    server().thaw();
    attempt.join().close();
  }

  @Test
  default void frozenServerCanBeCut() {
    try (WireClient client = join()) {
      server().freeze();

      server().cutConnections();

      client.expect("cut");
    }
  }

  @Test
  default void pingsComeUntilOneIsNotAnswered() {
    Duration interval = Duration.ofMillis(100);
    try (AgnostServer server = start(interval, interval, LONG);
        WireClient client = WireClient.open(server)) {
      client.expect("2");
      client.send("3").expect("2");

      client.expect("closed:1005");
    }
  }
}

package dev.agnost.realtime.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Handshake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the open packet to the answer of CONNECT. */
interface ConnectingContract extends ContractServer {

  @Test
  default void openPacketHasTheSettingsOfProduction() {
    try (WireClient client = WireClient.opening(server()).join()) {
      assertThat(client.next())
          .matches(
              "0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[],\"pingInterval\":10000,"
                  + "\"pingTimeout\":30000,\"maxPayload\":100000000}");
    }
  }

  @Test
  default void connectIsAnsweredWithAnId() {
    try (WireClient client = open()) {
      client.send("40" + credentials(env(), true));

      assertThat(client.next()).matches("40\\{\"sid\":\"[\\w-]{20}\"}");
    }
  }

  @Test
  default void unknownEnvironmentIsRefused() {
    expectRefusal(
        "{\"envId\":\"unheard-of\",\"apiKey\":\"good\"}",
        "No Environment Found",
        "no_environment_found",
        "Cannot identify the execution environment of the app version. Either there is no app"
            + " version deployed yet, or the API base URL is not pointing to a valid environment.");
  }

  @Test
  default void connectWithoutPayloadIsRefusedForItsEnvironment() {
    try (WireClient client = open()) {
      client.send("40");

      assertThat(client.next()).contains("\"code\":\"no_environment_found\"");
    }
  }

  @Test
  default void suspendedEnvironmentIsRefusedBeforeTheKeyIsLookedAt() {
    server().define(new Environment(env(), List.of("good"), false, List.of(), true));

    expectRefusal(
        "{\"envId\":\"" + env() + "\"}",
        "Suspended Environment",
        "suspended_environment",
        "Access to environment has been suspended, no operation can be executed until suspension"
            + " has been revoked.");
  }

  @Test
  default void missingKeyIsRefused() {
    expectRefusal(
        "{\"envId\":\"" + env() + "\"}",
        "Missing API Key",
        "missing_api_key",
        "A valid API Key needs to be provided");
  }

  @Test
  default void blankKeyIsRefusedAsMissing() {
    try (WireClient client = open()) {
      client.send("40{\"envId\":\"" + env() + "\",\"apiKey\":\"  \"}");

      assertThat(client.next()).contains("\"code\":\"missing_api_key\"");
    }
  }

  @Test
  default void unknownKeyIsRefused() {
    expectRefusal(
        "{\"envId\":\"" + env() + "\",\"apiKey\":\"bad\"}",
        "Invalid API Key",
        "invalid_api_key",
        "Application version does not have such an API key (bad)");
  }

  @Test
  default void anyKeyIsRefusedWhereThereAreNone() {
    server().define(Environment.open(env()));

    expectRefusal(
        "{\"envId\":\"" + env() + "\",\"apiKey\":\"bad\"}",
        "Invalid API Key",
        "invalid_api_key",
        "Application version does not have such an API Key (bad)");
  }

  @Test
  default void missingSessionIsRefusedWhereOneIsRequired() {
    server().define(environment().withSessions("session"));

    expectRefusal(
        credentials(env(), true),
        "Missing Session Token",
        "missing_session_token",
        "No valid session token provided for socket authentication");
  }

  @Test
  default void unknownSessionIsRefusedWhereOneIsRequired() {
    server().define(environment().withSessions("session"));

    expectRefusal(
        "{\"envId\":\"" + env() + "\",\"apiKey\":\"good\",\"session\":\"other\"}",
        "Invalid Session Token",
        "invalid_session_token",
        "The Session token was not authorized or has expired");
  }

  @Test
  default void unknownSessionIsIgnoredWhereNoneIsRequired() {
    try (WireClient client = open()) {
      client.connect("{\"envId\":\"" + env() + "\",\"apiKey\":\"good\",\"session\":\"other\"}");

      assertThat(client.id()).hasSize(20);
    }
  }

  @Test
  default void refusedTransportStaysOpenForAnotherConnect() {
    try (WireClient client = open()) {
      client.send("40{\"envId\":\"" + env() + "\",\"apiKey\":\"bad\"}");
      assertThat(client.next()).startsWith("44");

      client.connect(credentials(env(), true));

      client.expectNothing();
    }
  }

  @Test
  default void otherNamespacesAreInvalid() {
    try (WireClient client = open()) {
      client.send("40/foo," + credentials(env(), true));

      client.expect("44/foo,{\"message\":\"Invalid namespace\"}");
    }
  }

  @Test
  default void twoConnectsInARowAreBothAccepted() {
    try (WireClient client = open()) {
      client.send("40" + credentials(env(), true)).send("40" + credentials(env(), true));

      assertThat(client.next()).startsWith("40{");
    }
  }

  @Test
  default void connectAfterAnAcceptedOneClosesTheTransport() {
    try (WireClient client = join()) {
      client.send("40" + credentials(env(), true));

      client.expect("closed:1005");
    }
  }

  @Test
  default void handshakesAreKeptInOrderWithNoIdForTheRefused() {
    int before = server().handshakes().size();
    try (WireClient refused = open();
        WireClient accepted = open()) {
      refused.send("40{\"envId\":\"unheard-of\"}").next();
      accepted.connect(credentials(env(), true));

      assertThat(server().handshakes().subList(before, before + 2))
          .containsExactly(
              new Handshake(null, Map.of("envId", "unheard-of")),
              new Handshake(
                  accepted.id(), Map.of("echoMessages", true, "envId", env(), "apiKey", "good")));
    }
  }

  @Test
  default void transportWithoutConnectIsClosedAfterTheConnectTimeout() {
    Duration minute = Duration.ofMinutes(1);
    try (AgnostServer server = start(minute, minute, Duration.ofMillis(200));
        WireClient client = WireClient.open(server)) {
      client.expect("closed:1005");
    }
  }

  private void expectRefusal(String payload, String title, String code, String detail) {
    try (WireClient client = open()) {
      client.send("40" + payload);

      client.expect(
          ("44{\"message\":\"Realtime Connection Error - %s\",\"data\":{\"origin\":\"client_error\","
                  + "\"code\":\"%s\",\"message\":\"%s\"}}")
              .formatted(title, code, detail));
    }
  }
}

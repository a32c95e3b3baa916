package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import dev.agnost.realtime.testserver.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each refusal of AGNOST-SERVER.md section 2.1. */
class ConnectRulesTest {
  private static final String GOOD = "{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}";

  private final EmbeddedAgnostServer server =
      EmbeddedAgnostServer.builder()
          .environment(Environment.open("env-open", "key-good", "key-limited"))
          .environment(Environment.open("env-keyless"))
          .environment(Environment.open("env-user", "key-good").withSessions("s-1"))
          .environment(new Environment("env-off", List.of("key-good"), false, List.of(), true))
          .start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void acceptedSocketGetsAnIdOfTwentyCharacters() {
    try (TestClient client = TestClient.connect(server, GOOD)) {
      assertThat(client.id()).matches("[A-Za-z0-9_-]{20}");
    }
  }

  @Test
  void openPacketHasTheValuesOfTheRealServer() {
    try (TestClient client = TestClient.open(server)) {
      assertThat(client.next())
          .matches(
              "0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[],\"pingInterval\":10000,"
                  + "\"pingTimeout\":30000,\"maxPayload\":100000000}");
    }
  }

  @Test
  void unknownEnvironmentIsRefused() {
    assertThat(refusal("{\"envId\":\"nope\",\"apiKey\":\"key-good\"}"))
        .isEqualTo(Refusals.noEnvironment());
    assertThat(refusal("{\"apiKey\":\"key-good\"}")).isEqualTo(Refusals.noEnvironment());
    assertThat(refusal("")).isEqualTo(Refusals.noEnvironment());
    assertThat(refusal("{\"accessToken\":\"wrong\"}")).isEqualTo(Refusals.noEnvironment());
  }

  @Test
  void suspendedEnvironmentIsRefusedBeforeTheKey() {
    assertThat(refusal("{\"envId\":\"env-off\",\"apiKey\":\"nope\"}"))
        .isEqualTo(Refusals.suspendedEnvironment());
  }

  @Test
  void disabledRealtimeIsRefused() {
    server.disableRealtime("env-open");
    assertThat(refusal(GOOD)).isEqualTo(Refusals.realtimeDisabled());

    server.enableRealtime("env-open");
    TestClient.connect(server, GOOD).close();
  }

  @Test
  void missingOrBlankKeyIsRefused() {
    assertThat(refusal("{\"envId\":\"env-open\"}")).isEqualTo(Refusals.missingKey());
    assertThat(refusal("{\"envId\":\"env-open\",\"apiKey\":\" \"}"))
        .isEqualTo(Refusals.missingKey());
  }

  @Test
  void unknownKeyIsRefusedAndNamed() {
    assertThat(reply("{\"envId\":\"env-open\",\"apiKey\":\"nope\"}"))
        .isEqualTo(
            "44{\"message\":\"Realtime Connection Error - Invalid API Key\",\"data\":{\"origin\":"
                + "\"client_error\",\"code\":\"invalid_api_key\",\"message\":\"Application version"
                + " does not have such an API key (nope)\"}}");
    assertThat(refusal("{\"envId\":\"env-keyless\",\"apiKey\":\"nope\"}"))
        .isEqualTo(Refusals.noKeysDefined("nope"));
  }

  @Test
  void keyTermsAreApplied() {
    assertThat(limited(KeyTerms.withoutRealtime()))
        .isEqualTo(Refusals.unauthorizedKey("key-limited"));
    assertThat(limited(KeyTerms.overdue())).isEqualTo(Refusals.expiredKey());
    assertThat(limited(KeyTerms.forDomains("https://good"))).isEqualTo(Refusals.missingOrigin());
    assertThat(limited(KeyTerms.forAddresses("127.0.0.1")))
        .isEqualTo(Refusals.addressNotAuthorized("::ffff:127.0.0.1"));
  }

  @Test
  void originDecidesForDomainRestrictedKeys() {
    server.restrictKey("key-good", KeyTerms.forDomains("https://good"));

    try (TestClient bad = TestClient.openWithOrigin(server, "https://bad");
        TestClient good = TestClient.openWithOrigin(server, "https://good")) {
      bad.expectStart("0{");
      bad.send("40" + GOOD);
      assertThat(parse(bad.next())).isEqualTo(Refusals.originNotAuthorized("https://bad"));
      assertThat(good.handshake(GOOD).id()).isNotEmpty();
    }
  }

  @Test
  void requiredSessionIsChecked() {
    String start = "{\"envId\":\"env-user\",\"apiKey\":\"key-good\"";
    assertThat(refusal(start + "}")).isEqualTo(Refusals.missingSession());
    assertThat(refusal(start + ",\"session\":\"old\"}")).isEqualTo(Refusals.invalidSession());
    TestClient.connect(server, start + ",\"session\":\"s-1\"}").close();
  }

  @Test
  void badSessionIsIgnoredWhereNoneIsNeeded() {
    TestClient.connect(
            server, "{\"envId\":\"env-open\",\"apiKey\":\"key-good\",\"session\":\"old\"}")
        .close();
  }

  @Test
  void transportStaysOpenAfterARefusal() {
    try (TestClient client = TestClient.open(server)) {
      client.expectStart("0{");
      client.send("40{}");
      client.expectStart("44{");
      client.send("40" + GOOD);
      assertThat(client.next()).startsWith("40{\"sid\":");
    }
    assertThat(server.handshakes()).hasSize(2);
    assertThat(server.handshakes().get(0).socketId()).isNull();
  }

  @Test
  void otherNamespacesAreInvalid() {
    try (TestClient client = TestClient.open(server)) {
      client.expectStart("0{");
      client.send("40/foo,{}");
      assertThat(client.next()).isEqualTo("44/foo,{\"message\":\"Invalid namespace\"}");
    }
  }

  @Test
  void refusalOnDemandOverridesEverything() {
    Refusal refusal = new Refusal("m", "c", "server_error", "d");
    server.refuseConnects(refusal);
    assertThat(refusal(GOOD)).isEqualTo(refusal);

    server.acceptConnects();
    TestClient.connect(server, GOOD).close();
  }

  private Refusal limited(KeyTerms terms) {
    server.restrictKey("key-limited", terms);
    return refusal("{\"envId\":\"env-open\",\"apiKey\":\"key-limited\"}");
  }

  private Refusal refusal(String auth) {
    return parse(reply(auth));
  }

  private String reply(String auth) {
    try (TestClient client = TestClient.open(server)) {
      client.expectStart("0{");
      client.send("40" + auth);
      return client.next();
    }
  }

  private static Refusal parse(String packet) {
    assertThat(packet).startsWith("44{");
    Map<String, String> error = Json.members(packet.substring(2));
    Map<String, String> data = Json.members(error.getOrDefault("data", "{}"));
    return new Refusal(
        text(error, "message"), text(data, "code"), text(data, "origin"), text(data, "message"));
  }

  private static String text(Map<String, String> members, String name) {
    return String.valueOf(Json.parse(members.getOrDefault(name, "null")));
  }
}

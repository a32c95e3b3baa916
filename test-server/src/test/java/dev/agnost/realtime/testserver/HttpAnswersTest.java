package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AGNOST-SERVER.md section 1, PROTOCOL.md section 1.8, and get-members. */
class HttpAnswersTest {
  private static final String WS = "/realtime/realtime/?EIO=4&transport=websocket";

  private final EmbeddedAgnostServer server = EmbeddedAgnostServer.create();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void upgradeIsAnsweredWithoutExtensionAndWithTheFirstProtocol() throws Exception {
    try (RawPeer peer = new RawPeer(server)) {
      peer.upgrade(WS);

      assertThat(peer.head())
          .startsWith("HTTP/1.1 101 ")
          .contains("Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n")
          .contains("Sec-WebSocket-Protocol: one\r\n")
          .doesNotContain("permessage-deflate");
      assertThat(peer.frame()).startsWith("0{");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/realtime/realtime?EIO=4&transport=websocket,Cannot GET /realtime/realtime",
    "/realtime/?EIO=4&transport=websocket,Cannot GET /realtime/"
  })
  void upgradeOfAnotherPathIsNotFound(String target, String body) throws Exception {
    try (RawPeer peer = new RawPeer(server)) {
      peer.upgrade(target);
      assertThat(peer.rest()).startsWith("HTTP/1.1 404 Not Found\r\n").contains(body);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EIO=4&transport=carrier-pigeon,Transport unknown",
    "EIO=4,Transport unknown",
    "EIO=4&transport=websocket&sid=gone,Session ID unknown"
  })
  void badUpgradeIsRefusedInPlainText(String query, String body) throws Exception {
    try (RawPeer peer = new RawPeer(server)) {
      peer.upgrade("/realtime/realtime/?" + query);
      assertThat(peer.rest()).startsWith("HTTP/1.1 400 Bad Request\r\n").endsWith("\r\n" + body);
    }
  }

  @ParameterizedTest
  @CsvSource({"EIO=3&transport=websocket", "transport=websocket"})
  void wrongProtocolVersionIsRefusedBehindTheUpgrade(String query) throws Exception {
    try (RawPeer peer = new RawPeer(server)) {
      peer.upgrade("/realtime/realtime/?" + query);

      assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
      assertThat(peer.rest())
          .startsWith("HTTP/1.1 400 Bad Request\r\n")
          .endsWith("Unsupported protocol version");
    }
  }

  @Test
  void upgradeOfARunningSessionIsClosed() throws Exception {
    try (TestClient client = TestClient.open(server);
        RawPeer peer = new RawPeer(server)) {
      String sid = client.next().substring(9, 29);

      peer.upgrade(WS + "&sid=" + sid);

      assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
      assertThat(peer.frame()).isEqualTo("close:");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EIO=4&transport=polling|0|Transport unknown",
        "EIO=4&transport=websocket&sid=gone|1|Session ID unknown",
        "EIO=3&transport=websocket|3|Bad request",
        "EIO=4&transport=websocket|3|Bad request"
      })
  void plainRequestIsRefusedInJson(String query, int code, String message) throws Exception {
    HttpResponse<String> answer = get("/realtime/realtime/?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
  }

  @Test
  void healthIsGood() throws Exception {
    assertThat(get("/realtime/health").statusCode()).isEqualTo(200);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello\r\n\r\n", "HELLO\r\n\r\n", "GET / HTTP/1.1\r\nno header\r\n\r\n", "\u0016"})
  void whatIsNotHttpIsABadRequest(String request) throws Exception {
    try (RawPeer peer = new RawPeer(server)) {
      peer.send(request);
      assertThat(peer.rest()).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  @Test
  void membersAreListedWithTheirProfiles() throws Exception {
    try (TestClient a = TestClient.connect(server);
        TestClient b = TestClient.connect(server)) {
      a.join("room");
      assertThat(a.next()).contains(a.id());
      b.send("451-[\"update\",{\"data\":{\"pic\":{\"_placeholder\":true,\"num\":0}}}]");
      b.sendBinary((byte) 1, (byte) 254);
      b.join("room");
      assertThat(a.next()).contains(b.id());

      HttpResponse<String> answer = members("env-open", "key-good", "{\"channel\":\"room\"}");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "[{\"id\":\"%s\"},{\"id\":\"%s\",\"data\":{\"pic\":{\"type\":\"Buffer\",\"data\":[1,254]}}}]"
                  .formatted(a.id(), b.id()));
    }
  }

  @Test
  void membersOfAnEmptyChannelAreNone() throws Exception {
    assertThat(members("env-open", "key-good", "{\"channel\":\"room\"}").body()).isEqualTo("[]");
  }

  @Test
  void membersAreRefusedLikeByTheApiServer() throws Exception {
    server.define(new Environment("env-off", List.of("key-good"), false, List.of(), true));
    String body = "{\"channel\":\"room\"}";

    assertRefused(members("env-open", "nope", body), 401, "invalid_api_key");
    assertRefused(members("env-open", "", body), 401, "missing_api_key");
    assertRefused(members("env-off", "key-good", body), 403, "suspended_environment");
    assertThat(members("nope", "key-good", body).statusCode()).isEqualTo(404);
    assertThat(members("env-open", "key-good", "{\"channel\":\" \"}").body())
        .contains("\"code\":\"validation_error\"")
        .doesNotContain("\"errors\"");

    server.restrictKey("key-good", KeyTerms.overdue());
    assertRefused(members("env-open", "key-good", body), 403, "expired_api_key");
    server.restrictKey("key-good", KeyTerms.unrestricted());
    server.disableRealtime("env-open");
    assertRefused(members("env-open", "key-good", body), 400, "realtime_not_enabled");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .startsWith("{\"errors\":[{\"origin\":\"client_error\",\"code\":\"" + code + "\"");
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    URI uri = URI.create(server.baseUrl("").replaceFirst("/$", "") + target);
    return TestClient.HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> members(String envId, String apiKey, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.baseUrl(envId) + "/agnost/realtime/get-members"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!apiKey.isEmpty()) {
      request.header("Authorization", apiKey);
    }
    return TestClient.HTTP.send(request.build(), BodyHandlers.ofString());
  }
}

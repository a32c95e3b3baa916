package dev.agnost.realtime.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plain HTTP: get-members, and what Engine.IO and the ingress answer. */
interface RestContract extends ContractServer {

  @Test
  default void getMembersAnswersABareArray() throws Exception {
    try (WireClient member = join()) {
      member.send("42[\"update\",{\"data\":{\"n\":1}}]");
      member.send("42[\"join\",{\"channel\":\"room\"}]").expectNothing();

      HttpResponse<String> response = getMembers("good", "{\"channel\":\"room\"}");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo("[{\"id\":\"" + member.id() + "\",\"data\":{\"n\":1}}]");
    }
  }

  @Test
  default void getMembersOfAnEmptyChannelIsAnEmptyArray() throws Exception {
    assertThat(getMembers("good", "{\"channel\":\"room\"}").body()).isEqualTo("[]");
  }

  @Test
  default void getMembersShowsBytesAsANodeBuffer() throws Exception {
    try (WireClient member = join()) {
      member
          .send("451-[\"update\",{\"data\":{\"_placeholder\":true,\"num\":0}}]")
          .sendBinary("0102");
      member.send("42[\"join\",{\"channel\":\"room\"}]");
      ContractServer.await(() -> server().members(env(), "room").size() == 1);

      assertThat(getMembers("good", "{\"channel\":\"room\"}").body())
          .isEqualTo(
              "[{\"id\":\"%s\",\"data\":{\"type\":\"Buffer\",\"data\":[1,2]}}]"
                  .formatted(member.id()));
    }
  }

  @Test
  default void getMembersWithoutAKeyIsUnauthorized() throws Exception {
    expectError(
        getMembers("", "{\"channel\":\"room\"}"),
        401,
        "missing_api_key",
        "No API Key was found in 'Authorization' header or 'apikey' query parameter.");
  }

  @Test
  default void getMembersWithAnUnknownKeyIsUnauthorized() throws Exception {
    expectError(
        getMembers("bad", "{\"channel\":\"room\"}"),
        401,
        "invalid_api_key",
        "API key is not valid, application version does not have such a key.");
  }

  @Test
  default void getMembersOfASuspendedEnvironmentIsForbidden() throws Exception {
    server().define(new Environment(env(), List.of("good"), false, List.of(), true));

    expectError(
        getMembers("good", "{\"channel\":\"room\"}"),
        403,
        "suspended_environment",
        "Access to API server has been suspended, no operation can be executed until suspension"
            + " has been revoked");
  }

  @Test
  default void getMembersOfABlankChannelIsInvalid() throws Exception {
    HttpResponse<String> response = getMembers("good", "{\"channel\":\"  \"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "{\"error\":\"Invalid Input\",\"details\":\"The request parameters has failed to pass"
                + " the validation"
                + " rules.\",\"code\":\"validation_error\",\"fields\":[{\"value\":\"\",\"msg\":\"Channel"
                + " name is required, cannot be left empty.\","
                + "\"param\":\"channel\",\"location\":\"body\"}]}");
  }

  @Test
  default void getMembersOfAnUnknownEnvironmentIsNotFoundAndNotJson() throws Exception {
    HttpResponse<String> response = post("unheard-of", "good", "{\"channel\":\"room\"}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).doesNotStartWith("{");
  }

  @Test
  default void pathWithoutItsLastSlashIsNotFound() throws Exception {
    assertThat(get("/realtime/realtime?EIO=4&transport=polling").statusCode()).isEqualTo(404);
  }

  @Test
  default void pathWithoutItsSecondPartIsNotFound() throws Exception {
    assertThat(get("/realtime/?EIO=4&transport=polling").statusCode()).isEqualTo(404);
  }

  @Test
  default void unknownEngineSessionIsABadRequest() throws Exception {
    expectBadRequest(
        "/realtime/realtime/?EIO=4&transport=websocket&sid=x",
        "{\"code\":1,\"message\":\"Session ID unknown\"}");
  }

  @Test
  default void unknownTransportIsABadRequest() throws Exception {
    expectBadRequest(
        "/realtime/realtime/?EIO=4&transport=x", "{\"code\":0,\"message\":\"Transport unknown\"}");
  }

  @Test
  default void webSocketTransportWithoutUpgradeIsABadRequest() throws Exception {
    expectBadRequest(
        "/realtime/realtime/?EIO=4&transport=websocket",
        "{\"code\":3,\"message\":\"Bad request\"}");
  }

  @Test
  default void webSocketTransportWithoutUpgradeIsThatInOtherVersionsToo() throws Exception {
    expectBadRequest(
        "/realtime/realtime/?EIO=3&transport=websocket",
        "{\"code\":3,\"message\":\"Bad request\"}");
  }

  @Test
  default void bytesThatAreNotHttpAreABadRequest() throws Exception {
    URI uri = URI.create(server().baseUrl("x"));
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(HexFormat.of().parseHex("16030100c8010000c40303")); // TLS

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  private void expectBadRequest(String path, String body) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode() + " " + response.body()).isEqualTo("400 " + body);
  }

  private static void expectError(
      HttpResponse<String> response, int status, String code, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo(
            "{\"errors\":[{\"origin\":\"client_error\",\"code\":\"%s\",\"message\":\"%s\"}]}"
                .formatted(code, message));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create(server().baseUrl("x")).resolve(path);
    return http().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> getMembers(String key, String body)
      throws IOException, InterruptedException {
    return post(env(), key, body);
  }

  private HttpResponse<String> post(String env, String key, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create(server().baseUrl(env) + "/agnost/realtime/get-members");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http().send(request, HttpResponse.BodyHandlers.ofString());
  }
}

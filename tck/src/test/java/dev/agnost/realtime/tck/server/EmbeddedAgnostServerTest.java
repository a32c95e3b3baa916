package dev.agnost.realtime.tck.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAgnostServerTest {
  private final EmbeddedAgnostServer server = EmbeddedAgnostServer.create();

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void twoClientsMeetInAChannel() {
    try (TestClient a = TestClient.connect(server);
        TestClient b = TestClient.connect(server)) {
      a.join("room");
      assertThat(a.next()).isEqualTo(join(a));
      b.join("room");
      assertThat(a.next()).isEqualTo(join(b));
      assertThat(b.next()).isEqualTo(join(b));

      a.send("42[\"message\",{\"channel\":\"room\",\"eventName\":\"msg\",\"message\":\"hi\"}]");

      assertThat(b.next()).isEqualTo("42[\"msg\",{\"channel\":\"room\",\"message\":\"hi\"}]");
      assertThat(a.next()).isEqualTo("42[\"msg\",{\"channel\":\"room\",\"message\":\"hi\"}]");
      assertThat(server.members("env-open", "room")).containsExactlyInAnyOrder(a.id(), b.id());
    }
  }

  private static String join(TestClient client) {
    return "42[\"channel:join\",{\"channel\":\"room\",\"message\":{\"id\":\"%s\"}}]"
        .formatted(client.id());
  }
}

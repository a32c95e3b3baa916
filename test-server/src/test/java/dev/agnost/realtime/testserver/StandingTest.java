package dev.agnost.realtime.testserver;

import static dev.agnost.realtime.testserver.Scenario.assertSilence;
import static dev.agnost.realtime.testserver.Scenario.delivered;
import static dev.agnost.realtime.testserver.Scenario.meet;
import static dev.agnost.realtime.testserver.Scenario.message;
import static dev.agnost.realtime.testserver.Scenario.presence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of connected clients when their limits, keys, environments, sessions and users
 * change: AGNOST-SERVER.md sections 4 and 9.
 */
class StandingTest {
  private final EmbeddedAgnostServer server =
      EmbeddedAgnostServer.builder()
          .environment(Environment.open("env-open", "key-good"))
          .environment(Environment.open("env-user", "key-good").withSessions("s-1", "s-2"))
          .start();
  private TestClient a;
  private TestClient b;

  @BeforeEach
  void connect() {
    a = TestClient.connect(server);
    b = TestClient.connect(server);
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
    server.close();
  }

  @Test
  void rateLimitDropsInSilence() {
    meet("room", a, b);
    server.limitRate("env-open", 2, Duration.ofHours(1));

    a.send(message("room", "m", "1", ""));
    b.send(message("room", "m", "2", ",\"echo\":true"));
    List<String> delivered = List.of(a.next(), a.next());
    a.send(message("room", "m", "3", ""));
    Await.until(
        "dropped", () -> server.recentFrames().stream().anyMatch(l -> l.contains("dropped by")));
    server.unlimitRate("env-open");

    assertThat(delivered)
        .containsExactlyInAnyOrder(delivered("room", "m", "1"), delivered("room", "m", "2"));
    assertSilence(a);
  }

  @Test
  void revokedKeyEndsTheSocketAtItsNextEvent() {
    meet("room", a, b);
    server.define(Environment.open("env-open", "key-new"));

    b.send(message("room", "m", "1", ""));

    assertThat(b.next()).isEqualTo("41");
    assertThat(b.next()).isEqualTo("close:1005");
    assertThat(a.next()).isEqualTo(presence("leave", "room", b));
  }

  @Test
  void suspendedEnvironmentDropsEventsAndStillDelivers() {
    meet("room", a);
    server.define(new Environment("env-open", List.of("key-good"), false, List.of(), true));

    a.send(message("room", "m", "1", ""));
    Await.until("arrived", () -> server.received().size() == 2);
    awaitHandled();
    server.sendToChannel("env-open", "room", "m", "\"from above\"");
    assertThat(a.next()).isEqualTo(delivered("room", "m", "\"from above\""));

    server.define(Environment.open("env-open", "key-good"));
    a.send(message("room", "m", "2", ""));
    assertThat(a.next()).isEqualTo(delivered("room", "m", "2"));
  }

  /** A node handles all events on one path, so this one after those that have arrived. */
  private void awaitHandled() {
    server.define(Environment.open("env-other", "key-other"));
    try (TestClient later =
        TestClient.connect(
            server, "{\"echoMessages\":true,\"envId\":\"env-other\",\"apiKey\":\"key-other\"}")) {
      later.join("fence");
      later.expectStart("42[\"channel:join\"");
    }
  }

  @Test
  void deletedSessionDropsEventsAndStillDelivers() {
    try (TestClient c = TestClient.connect(server, userAuth("s-1"))) {
      c.join("room");
      assertThat(c.next()).isEqualTo(presence("join", "room", c));
      server.define(Environment.open("env-user", "key-good").withSessions("s-2"));

      c.send(message("room", "m", "1", ""));
      Await.until("arrived", () -> server.received().size() == 2);
      awaitHandled();

      server.sendToChannel("env-user", "room", "m", "2");
      assertThat(c.next()).isEqualTo(delivered("room", "m", "2"));
    }
  }

  @Test
  void userEventReachesAllDevicesOfTheUser() {
    server.bindSession("s-1", "user-1");
    server.bindSession("s-2", "user-1");
    try (TestClient c = TestClient.connect(server, userAuth("s-1"));
        TestClient d = TestClient.connect(server, userAuth("s-2"))) {
      server.sendUserEvent("env-user", "user-1", "user:signin", "{\"token\":\"t\"}", null);

      String event = "42[\"user:signin\",\"user:signin\",{\"token\":\"t\"},null]";
      assertThat(c.next()).isEqualTo(event);
      assertThat(d.next()).isEqualTo(event);
    }
  }

  @Test
  void channelNamedLikeAUserIsTheRoomOfThatUser() {
    a.join("user-9");
    assertThat(a.next()).isEqualTo(presence("join", "user-9", a));

    server.sendUserEvent("env-open", "user-9", "user:signout", null, null);

    assertThat(a.next()).isEqualTo("42[\"user:signout\",\"user:signout\",null,null]");
  }

  private static String userAuth(String session) {
    return "{\"echoMessages\":true,\"envId\":\"env-user\",\"apiKey\":\"key-good\",\"session\":\""
        + session
        + "\"}";
  }
}

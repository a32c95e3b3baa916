package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

/** The words of the channel scenarios: frames, and what clients do together. */
final class Scenario {
  private Scenario() {}

  /** The clients join in turn; each sees itself and those after it come. */
  static void meet(String channel, TestClient... clients) {
    for (int i = 0; i < clients.length; i++) {
      clients[i].join(channel);
      for (int member = 0; member <= i; member++) {
        assertThat(clients[member].next()).isEqualTo(presence("join", channel, clients[i]));
      }
    }
  }

  /** Nothing comes but the echo of a broadcast that each makes now. */
  static void assertSilence(TestClient... clients) {
    for (TestClient client : clients) {
      client.send("42[\"message\",{\"eventName\":\"fence\",\"echo\":true}]");
    }
    for (TestClient client : clients) {
      assertThat(client.next()).isEqualTo("42[\"fence\",{\"channel\":null}]");
    }
  }

  static String message(String channel, String name, String value, String more) {
    return "42[\"message\",{\"channel\":\"%s\",\"eventName\":\"%s\",\"message\":%s%s}]"
        .formatted(channel, name, value, more);
  }

  static String delivered(String channel, String name, String value) {
    return "42[\"%s\",{\"channel\":\"%s\",\"message\":%s}]".formatted(name, channel, value);
  }

  static String presence(String kind, String channel, TestClient who) {
    return "42[\"channel:%s\",{\"channel\":\"%s\",\"message\":{\"id\":\"%s\"}}]"
        .formatted(kind, channel, who.id());
  }

  static String presence(String kind, String channel, TestClient who, String data) {
    return "42[\"channel:%s\",{\"channel\":\"%s\",\"message\":{\"id\":\"%s\",\"data\":%s}}]"
        .formatted(kind, channel, who.id(), data);
  }
}

package dev.agnost.realtime.testserver;

import static dev.agnost.realtime.testserver.Scenario.assertSilence;
import static dev.agnost.realtime.testserver.Scenario.delivered;
import static dev.agnost.realtime.testserver.Scenario.meet;
import static dev.agnost.realtime.testserver.Scenario.message;
import static dev.agnost.realtime.testserver.Scenario.presence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.ReceivedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of AGNOST-SERVER.md sections 3, 4 and 9 that concern the server. */
class ChannelScenarioTest {
  private static final String NO_ECHO =
      "{\"echoMessages\":false,\"envId\":\"env-open\",\"apiKey\":\"key-good\"}";

  private final EmbeddedAgnostServer server =
      EmbeddedAgnostServer.builder()
          .environment(Environment.open("env-open", "key-good"))
          .environment(Environment.open("env-other", "key-other"))
          .start();
  private TestClient a;
  private TestClient b;
  private TestClient n;

  @BeforeEach
  void connect() {
    a = TestClient.connect(server);
    b = TestClient.connect(server);
    n = TestClient.connect(server, NO_ECHO);
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
    n.close();
    server.close();
  }

  @Test
  void joinReachesMembersAndTheJoinerByEcho() {
    a.join("room");
    assertThat(a.next()).isEqualTo(presence("join", "room", a));

    b.send("42[\"join\",{\"channel\":\"room\",\"echo\":true}]");

    assertThat(a.next()).isEqualTo(presence("join", "room", b));
    assertThat(b.next()).isEqualTo(presence("join", "room", b));
    assertThat(server.members("env-open", "room")).containsExactlyInAnyOrder(a.id(), b.id());
  }

  @Test
  void joinOfAMemberDoesNothing() {
    meet("room", a, b);

    b.join("room");

    assertSilence(a, b);
  }

  @Test
  void joinWithoutEchoReachesOthersOnly() {
    meet("room2", a);

    b.send("42[\"join\",{\"channel\":\"room2\",\"echo\":false}]");

    assertThat(a.next()).isEqualTo(presence("join", "room2", b));
    assertSilence(b);
  }

  @Test
  void absentEchoMeansTheDefaultOfTheHandshake() {
    meet("room", a);

    n.join("room");

    assertThat(a.next()).isEqualTo(presence("join", "room", n));
    assertSilence(n);
  }

  @Test
  void nullEchoMeansTheDefaultAndEmptyStringMeansNone() {
    n.send("42[\"join\",{\"channel\":\"x\",\"echo\":null}]");
    a.send("42[\"join\",{\"channel\":\"y\",\"echo\":\"\"}]");
    a.send("42[\"join\",{\"channel\":\"z\",\"echo\":null}]");

    assertThat(a.next()).isEqualTo(presence("join", "z", a));
    assertSilence(n);
  }

  @Test
  void withoutEchoMessagesThereIsNoEcho() {
    try (TestClient c =
        TestClient.connect(server, "{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}")) {
      c.join("room");

      assertSilence(c);
    }
  }

  @Test
  void leaveOfAChannelThatWasNeverJoinedDoesNothing() {
    meet("room", a);

    b.send("42[\"leave\",{\"channel\":\"room\",\"echo\":true}]");

    assertSilence(a, b);
  }

  @Test
  void leaveReachesMembersAndTheLeaverByEcho() {
    meet("room", a, b);

    b.send("42[\"leave\",{\"channel\":\"room\"}]");

    assertThat(a.next()).isEqualTo(presence("leave", "room", b));
    assertThat(b.next()).isEqualTo(presence("leave", "room", b));
    assertThat(server.members("env-open", "room")).containsExactly(a.id());
  }

  @Test
  void messageReachesMembersAndTheSenderByEcho() {
    meet("room", a, b);

    a.send(message("room", "msg", "\"hi\"", ""));
    assertThat(b.next()).isEqualTo(delivered("room", "msg", "\"hi\""));
    assertThat(a.next()).isEqualTo(delivered("room", "msg", "\"hi\""));

    a.send(message("room", "msg", "1", ",\"echo\":false"));
    assertThat(b.next()).isEqualTo(delivered("room", "msg", "1"));
    assertSilence(a);
  }

  @Test
  void senderOutsideTheChannelGetsNoEcho() {
    meet("room", a);

    n.send(message("room", "msg", "1", ",\"echo\":true"));

    assertThat(a.next()).isEqualTo(delivered("room", "msg", "1"));
    assertSilence(n);
  }

  @Test
  void broadcastReachesTheEnvironmentOnly() {
    try (TestClient other =
        TestClient.connect(server, "{\"envId\":\"env-other\",\"apiKey\":\"key-other\"}")) {
      a.send("42[\"message\",{\"eventName\":\"evt\",\"message\":{\"a\":1}}]");

      String event = "42[\"evt\",{\"channel\":null,\"message\":{\"a\":1}}]";
      assertThat(a.next()).isEqualTo(event);
      assertThat(b.next()).isEqualTo(event);
      assertThat(n.next()).isEqualTo(event);
      server.broadcast("env-other", "fence", "0");
      assertThat(other.next()).isEqualTo("42[\"fence\",{\"channel\":null,\"message\":0}]");
    }
  }

  @Test
  void broadcastWithoutEchoSparesTheSender() {
    a.send("42[\"message\",{\"channel\":\"\",\"eventName\":\"evt\",\"echo\":false}]");

    assertThat(b.next()).isEqualTo("42[\"evt\",{\"channel\":null}]");
    assertSilence(a);
  }

  @Test
  void updateReachesEachChannelOnce() {
    meet("one", a, b);
    meet("dotted.two", a, b);

    a.send("42[\"update\",{\"data\":{\"n\":\"ann\"}}]");

    for (TestClient client : new TestClient[] {a, b}) {
      assertThat(client.next()).isEqualTo(presence("update", "one", a, "{\"n\":\"ann\"}"));
      assertThat(client.next()).isEqualTo(presence("update", "dotted.two", a, "{\"n\":\"ann\"}"));
    }
  }

  @Test
  void profileTravelsWithJoinAndLeave() {
    meet("room", a);
    b.send("42[\"update\",{\"data\":null}]");
    b.join("room");
    assertThat(a.next()).isEqualTo(presence("join", "room", b, "null"));
    assertThat(b.next()).isEqualTo(presence("join", "room", b, "null"));

    b.send("42[\"update\",{\"data\":\"str\",\"echo\":false}]");
    assertThat(a.next()).isEqualTo(presence("update", "room", b, "\"str\""));

    b.sendClose(1000);
    assertThat(a.next()).isEqualTo(presence("leave", "room", b, "\"str\""));
  }

  @Test
  void messageWithoutValueIsDeliveredWithoutKey() {
    meet("room", a);

    a.send("42[\"message\",{\"channel\":\"room\",\"eventName\":\"k\"}]");

    assertThat(a.next()).isEqualTo("42[\"k\",{\"channel\":\"room\"}]");
  }

  @Test
  void valuesTravelAsJavaScriptReadsAndPrintsThem() {
    meet("room", a);
    String value =
        "[12345678901234567890,1.10,-1.5e-7,\"\\u2028\u20ac\ud83d\ude00\",{\"_placeholder\":true,"
            + "\"num\":0}]";

    a.send(message("room", "k", value, ""));

    String printed =
        "[12345678901234567000,1.1,-1.5e-7,\"\u2028\u20ac\ud83d\ude00\",{\"_placeholder\":true,"
            + "\"num\":0}]";
    assertThat(a.next()).isEqualTo(delivered("room", "k", printed));
  }

  @Test
  void numberAsChannelComesBackAsNumber() {
    a.send("42[\"join\",{\"channel\":7}]");

    assertThat(a.next())
        .isEqualTo("42[\"channel:join\",{\"channel\":7,\"message\":{\"id\":\"" + a.id() + "\"}}]");
  }

  @Test
  void binaryMessageIsRelayedWithItsAttachments() {
    meet("room", a, b);

    a.send(
        "452-[\"message\",{\"channel\":\"room\",\"eventName\":\"f\",\"message\":{\"n\":{"
            + "\"_placeholder\":true,\"num\":1},\"d\":[{\"_placeholder\":true,\"num\":0}]}}]");
    a.sendBinary((byte) 1, (byte) 2);
    a.sendBinary();

    for (TestClient client : new TestClient[] {a, b}) {
      assertThat(client.next())
          .isEqualTo(
              "452-[\"f\",{\"channel\":\"room\",\"message\":{\"n\":{\"_placeholder\":true,"
                  + "\"num\":0},\"d\":[{\"_placeholder\":true,\"num\":1}]}}]");
      assertThat(client.next()).isEqualTo("bin:");
      assertThat(client.next()).isEqualTo("bin:0102");
    }
  }

  @Test
  void binaryProfileTravelsWithPresence() {
    meet("room", a);
    b.send("451-[\"update\",{\"data\":{\"_placeholder\":true,\"num\":0}}]");
    b.sendBinary((byte) 0xff);

    b.send("42[\"join\",{\"channel\":\"room\",\"echo\":false}]");

    assertThat(a.next())
        .isEqualTo(
            "451-[\"channel:join\",{\"channel\":\"room\",\"message\":{\"id\":\"%s\",\"data\":"
                    .formatted(b.id())
                + "{\"_placeholder\":true,\"num\":0}}}]");
    assertThat(a.next()).isEqualTo("bin:ff");
  }

  @Test
  void disconnectPacketLeavesTheChannelsAndKeepsTheTransport() {
    meet("room", a, b);

    b.send("41");

    assertThat(a.next()).isEqualTo(presence("leave", "room", b));
    b.send("40" + NO_ECHO);
    assertThat(b.next()).startsWith("40{\"sid\":");
  }

  @Test
  void cutClientIsMissedAtOnce() {
    meet("room", a, b);

    b.close();

    assertThat(a.next()).isEqualTo(presence("leave", "room", b));
  }

  @Test
  void unknownEventsAndAcknowledgementsAreIgnored() {
    a.send("42[\"whatever\",1]").send("4217[\"join\",{\"channel\":\"q\",\"echo\":false}]");
    a.send("433[]").send("42[7,1]").send("42");

    assertSilence(a);
    assertThat(server.members("env-open", "q")).containsExactly(a.id());
  }

  @Test
  void orderIsKept() {
    meet("room", a, b);

    for (int i = 0; i < 300; i++) {
      a.send(message("room", "m", Integer.toString(i), ""));
    }

    for (int i = 0; i < 300; i++) {
      assertThat(b.next()).isEqualTo(delivered("room", "m", Integer.toString(i)));
    }
  }

  @Test
  void receivedEventsAreKeptAsText() {
    a.join("room");
    assertThat(a.next()).isEqualTo(presence("join", "room", a));

    assertThat(server.received())
        .containsExactly(new ReceivedEvent(a.id(), "2[\"join\",{\"channel\":\"room\"}]"));
    assertThat(server.handshakes()).hasSize(3);
    assertThat(server.handshakes().get(0).socketId()).isEqualTo(a.id());
    assertThat(server.handshakes().get(2).auth()).containsEntry("echoMessages", false);
    assertThat(server.acceptedConnections()).isEqualTo(3);
  }
}

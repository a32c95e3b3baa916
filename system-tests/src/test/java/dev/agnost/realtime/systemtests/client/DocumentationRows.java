package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.InvalidConfigurationException;
import dev.agnost.realtime.MembersException;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.tck.client.ConnectionEvent;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.PresenceEvent;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.SentPackets;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Where the platform's JavaScript client contradicts its documentation, this one does what the
 * documentation says: one test for each of the 21 rows of AGNOST-SERVER.md section 12, those of
 * listeners in {@link DocumentationRowsOfListeners}.
 */
interface DocumentationRows extends ScenarioContext {

  @Test
  default void row01_echoOfACallOverridesTheOption() {
    RecordingClient ann = connect();
    RecordingClient bob = connect(options -> options.echoMessages(false));
    join(ann, "of-ann");
    join(bob, "of-bob");

    ann.send("of-ann", "send", 1, false);
    ann.broadcast("broadcast", 1, false);
    ann.settle();
    ann.messages.expectNothing();
    assertEquals("broadcast", bob.messages.next().event());

    bob.send("of-bob", "send", 2, true);
    bob.broadcast("broadcast", 2, true);
    assertEquals("send", bob.messages.next().event());
    assertEquals("broadcast", bob.messages.next().event());
  }

  @Test
  default void row02_withoutBufferingAMessageIsDroppedExactlyWhenNotConnected() {
    RecordingClient ann =
        start(options -> options.autoConnect(false).bufferMessages(false).reconnectionDelay(NEVER));
    Timeouts.expectNotSent(Reason.NOT_CONNECTED, ann.rt.broadcast("before", 0));
    ann.open();
    ann.awaitConnected();
    ann.rt.join("room", false);
    List<CompletableFuture<Void>> burst =
        IntStream.range(0, 20).mapToObj(i -> ann.rt.send("room", "burst", i)).toList();
    burst.forEach(sent -> Timeouts.done("send", sent));
    for (int i = 0; i < 20; i++) {
      assertEquals(i, ann.messages.next().as(Integer.class));
    }
    server().cutConnections();
    ann.connection.next(Lost.class);
    Timeouts.expectNotSent(Reason.NOT_CONNECTED, ann.rt.broadcast("after", 0));

    ann.open();

    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void row06_closeEndsConnectingAndWaiting() {
    RecordingClient waiting = connect();
    server().stop();
    waiting.connection.next(Lost.class);
    waiting.connection.skipTo(Failed.class);
    waiting.closeManually();
    server().start();
    server().stall(Stage.UPGRADE);
    int accepted = server().acceptedConnections();
    RecordingClient connecting = start();
    Timeouts.await("TCP connection", () -> server().acceptedConnections() > accepted);

    connecting.closeManually();
    server().unstall();

    connecting.connection.expectSilence();
    assertEquals(accepted + 1, server().acceptedConnections(), "TCP connections");
    connecting.assertState(ConnectionState.CLOSED);
    waiting.assertState(ConnectionState.CLOSED);
  }

  @Test
  default void row07_openWhileWaitingConnectsNow() {
    RecordingClient ann = connect(options -> options.reconnectionDelay(NEVER));
    server().cutConnections();
    ann.connection.next(Lost.class);
    ann.awaitState(ConnectionState.WAITING);

    ann.open();

    ann.awaitConnected();
  }

  @Test
  default void row08_keyAndSessionAreReadAtEachConnect() {
    AtomicReference<String> key = new AtomicReference<>(KEY);
    AtomicReference<@Nullable String> token = new AtomicReference<>();
    server()
        .define(new Environment(env(), List.of(KEY, "key-2"), false, List.of("token-1"), false));
    RecordingClient ann = connect(options -> options.apiKey(key::get).sessionToken(token::get));
    assertFalse(auth(ann.id()).containsKey("session"), "a session before the sign-in");

    key.set("key-2");
    token.set("token-1");
    ann.closeManually();
    ann.open();

    assertEquals("key-2", auth(ann.id()).get("apiKey"));
    assertEquals("token-1", auth(ann.id()).get("session"));
  }

  @Test
  default void row09_firstConnectSendsEachWishOnce() {
    RecordingClient bob = connect();
    join(bob, "room");
    RecordingClient ann = idle();
    ann.rt.updateProfile("ann");
    ann.rt.join("room");
    CompletableFuture<Void> sent = ann.rt.send("room", "say", 1);

    ann.open();

    Timeouts.done("send", sent);
    bob.presence.expect(PresenceEvent.join("room", ann.id(), "\"ann\""));
    assertEquals("say", bob.messages.next().event());
    ann.settle();
    bob.settle();
    bob.presence.expectNothing();
    assertEquals(List.of("update", "join room", "message room"), sentSince(ann).subList(0, 3));
    assertEquals(1, sentSince(ann).stream().filter("update"::equals).count());
  }

  @Test
  default void row10_queuedMessagesGoAfterTheRejoinAndHaveTheirEcho() {
    RecordingClient ann = connect(options -> options.reconnectionDelay(NEVER));
    join(ann, "room");
    server().cutConnections();
    ann.connection.next(Lost.class);
    CompletableFuture<Void> sent = ann.rt.send("room", "say", "hi");

    ann.open();

    Timeouts.done("send", sent);
    assertEquals("hi", ann.messages.next().asText());
    assertEquals(List.of("join room", "message room"), sentSince(ann));
  }

  @Test
  default void row11_anyProfileAndItsEchoSurviveAReconnect() {
    RecordingClient ann = connect();
    for (Object profile : Arrays.asList(0, "", false, null, 7)) {
      ann.rt.updateProfile(profile, false);
      ann.closeManually();

      ann.open();

      ann.settle();
      Map<String, @Nullable Object> expected = new HashMap<>();
      expected.put("data", profile instanceof Integer number ? number.doubleValue() : profile);
      expected.put("echo", false);
      assertEquals(
          expected, SentPackets.payload(received(ann.id()).get(0)), () -> "profile " + profile);
    }
  }

  @Test
  default void row14_socketIdIsNullExactlyWhenNotConnected() {
    RecordingClient ann = idle();
    assertNull(ann.rt.getSocketId());
    ann.open();
    String id = ann.awaitConnected();
    join(ann, "room");
    assertEquals(List.of(id), server().members(env(), "room"), "the id that others see");

    ann.closeManually();

    assertNull(ann.connection.next(Lost.class).socketId());
    assertNull(ann.rt.getSocketId());
  }

  @Test
  default void row15_profileIsSetByUpdateProfile() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");
    join(bob, "room");

    ann.rt.updateProfile("busy");

    bob.presence.expect(PresenceEvent.update("room", ann.id(), "\"busy\""));
    assertFalse(
        Arrays.stream(Realtime.class.getMethods()).map(Method::getName).anyMatch("update"::equals),
        "there must not be two names for it");
  }

  @Test
  default void row16_refusedUpgradeIsFollowedByNoPolling() {
    server().rejectUpgrades(400, Map.of());
    int connects = server().handshakes().size();
    RecordingClient ann = start();
    for (int i = 0; i < 3; i++) {
      RealtimeError error = ann.connection.skipTo(Failed.class).error();
      assertEquals(ErrorKind.REJECTED, error.kind(), error::toString);
      assertEquals(OptionalInt.of(400), error.status());
    }
    assertEquals(connects, server().handshakes().size(), "CONNECT by another way");

    server().acceptUpgrades();

    ann.connection.skipTo(ConnectionEvent.Connected.class);
  }

  @Test
  default void row17_reconnectionDelayIsTheCeilingOfTheFirstWaitHoweverLong() {
    server().stop();
    for (Duration delay : List.of(SOON, Duration.ofSeconds(2), Duration.ofSeconds(20))) {
      RecordingClient ann = start(options -> options.reconnectionDelay(delay));

      Duration wait = ann.connection.next(Failed.class).error().retryIn().orElseThrow();

      assertTrue(
          wait.compareTo(delay.dividedBy(2)) >= 0 && wait.compareTo(delay) <= 0,
          () -> "first wait of " + wait + " with a reconnection delay of " + delay);
      ann.close();
    }
  }

  @Test
  default void row18_everyFailureOfGetMembersIsTheDocumentedError() {
    MembersException notJson =
        Timeouts.failed(
            "getMembers of an unknown environment",
            MembersException.class,
            watch(builder(server(), "unheard-of").autoConnect(false)).rt.getMembers("room"));
    server().stop();
    MembersException unreachable =
        Timeouts.failed("getMembers", MembersException.class, idle().rt.getMembers("room"));

    assertEquals(OptionalInt.of(404), notJson.status());
    assertEquals(List.of(), notJson.items());
    assertEquals(OptionalInt.empty(), unreachable.status());
  }

  @Test
  default void row19_wrongBaseUrlsAreRefusedAtOnce() {
    List<String> wrong =
        List.of(
            "",
            " ",
            "cluster.example.com/env-abc",
            "ftp://cluster.example.com/env-abc",
            "https://cluster.example.com",
            "https://cluster.example.com/",
            "https://cluster.example.com/env-abc/more",
            "https://cluster.example.com//env-abc",
            "https://user:word@cluster.example.com/env-abc",
            "https://cluster.example.com/env-abc?a=b",
            "https://cluster.example.com/env-abc#part",
            "https:///env-abc",
            "https://cluster.example.com:0/env-abc");
    List<String> accepted = new ArrayList<>();
    for (String url : wrong) {
      AgnostClient.Builder options = configured(AgnostClient.builder(url, KEY));
      try (AgnostClient client = options.build()) {
        accepted.add(url + " as " + client);
      } catch (InvalidConfigurationException refused) {
        assertFalse(Objects.toString(refused.getMessage(), "").isBlank(), url);
      }
    }
    assertEquals(List.of(), accepted);
    configured(AgnostClient.builder(" HTTPS://cluster.example.com/env-abc/ ", KEY)).build().close();
    assertThrows(
        InvalidConfigurationException.class,
        () -> configured(AgnostClient.builder("https://a.example/env", " ")).build());
  }

  @Test
  default void row20_ownEchoConfirmsAJoinThatTheServerMayHaveDropped() {
    RecordingClient ann = connect();
    String otherEnv = env() + "-other";
    server().define(Environment.open(otherEnv, KEY));
    RecordingClient witness = watch(builder(server(), otherEnv));
    witness.awaitConnected();
    Environment suspended = new Environment(env(), List.of(KEY), false, List.of(), true);
    server().define(suspended);
    ann.rt.join("room", true);
    Timeouts.await("join", () -> sentSince(ann).contains("join room"));
    witness.settle(); // events of all clients are handled one after the other
    server().define(environment());
    ann.settle();
    ann.presence.expectNothing();
    assertEquals(List.of(), server().members(env(), "room"));

    server().cutConnections();

    ann.connection.next(Lost.class);
    assertEquals(1, ann.connection.next(Attempting.class).number());
    ann.awaitConnected();
    ann.presence.expect(PresenceEvent.join("room", ann.id(), "absent"));
  }
}

package dev.agnost.realtime.systemtests.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.UserAccount;
import dev.agnost.realtime.UserSession;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.EventLog;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.testserver.KeyTerms;
import dev.agnost.realtime.transport.Header;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What only the embedded server can bring about. */
interface EmbeddedScenarios extends ScenarioContext {

  /** The server that the tests share. */
  EmbeddedAgnostServer embedded();

  /** What a user listener was told. */
  record UserEvent(String name, @Nullable UserSession session, @Nullable UserAccount user) {}

  @Test
  default void userEventHasNameSessionAndUser() {
    EventLog<UserEvent> events = new EventLog<>("user events");
    RecordingClient ann = connectUser(events);

    embedded()
        .sendUserEvent(
            env(),
            "user-1",
            "user:signin",
            "{\"userId\":\"user-1\",\"token\":\"secret\",\"creationDtm\":\"2024\"}",
            "{\"_id\":\"user-1\",\"name\":\"Ann\"}");

    UserEvent event = events.next();
    assertEquals("user:signin", event.name());
    UserSession session = event.session();
    assertNotNull(session);
    assertEquals("user-1", session.userId());
    assertEquals("secret", session.token());
    assertEquals("2024", session.creationDtm());
    UserAccount user = event.user();
    assertNotNull(user);
    assertEquals("user-1", user.id());
    assertEquals("{\"_id\":\"user-1\",\"name\":\"Ann\"}", user.payload().asJson());
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void userEventsOfAllNamesAreReceivedWithoutSessionAndUser() {
    EventLog<UserEvent> events = new EventLog<>("user events");
    connectUser(events);

    for (String name : List.of("signin", "signout", "pwdchange", "emailchange", "phonechange")) {
      embedded().sendUserEvent(env(), "user-1", "user:" + name, null, null);

      UserEvent event = events.next();
      assertEquals("user:" + name, event.name());
      assertNull(event.session());
      assertNull(event.user());
    }
  }

  private RecordingClient connectUser(EventLog<UserEvent> events) {
    embedded().bindSession("token-1", "user-1");
    server().define(environment().withSessions("token-1"));
    RecordingClient ann = connect(options -> options.sessionToken("token-1"));
    ann.rt.onUserEvent((name, session, user) -> events.add(new UserEvent(name, session, user)));
    return ann;
  }

  @Test
  default void resetConnectionIsTransportClose() {
    RecordingClient ann = connect();

    embedded().resetConnections();

    assertEquals(DisconnectReason.TRANSPORT_CLOSE, ann.connection.next(Lost.class).reason());
  }

  @Test
  default void connectReplyWithoutSidIsIncompatibleAndNotRetried() {
    embedded().answerConnectWith("40");
    closing(embedded()::answerNormally);
    RecordingClient ann = start();

    var error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.INCOMPATIBLE, error.kind(), error::toString);
    ann.awaitState(ConnectionState.FAILED);
  }

  @Test
  default void brokenEngineOpenPacketIsAProtocolErrorAndRetried() {
    embedded().answerOpenWith("0{");
    closing(embedded()::answerNormally);
    RecordingClient ann = start();

    var error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.PROTOCOL, error.kind(), error::toString);
    assertEquals(true, error.willRetry());
  }

  @Test
  default void originHeaderSatisfiesAKeyThatIsRestrictedToDomains() {
    embedded().restrictKey(KEY, KeyTerms.forDomains("https://app.example.com"));
    closing(() -> embedded().restrictKey(KEY, KeyTerms.unrestricted()));
    RecordingClient ann = start();
    assertEquals("missing_request_origin", ann.connection.next(Failed.class).error().code());

    RecordingClient bob =
        start(options -> options.headers(List.of(new Header("Origin", "https://app.example.com"))));

    bob.awaitConnected();
  }

  @Test
  default void closedClientsLeaveNoTcpConnection() {
    RecordingClient ann = connect();
    int open = embedded().openConnections();

    ann.closeManually();

    Timeouts.await("TCP connection released", () -> embedded().openConnections() < open);
  }

  @Test
  default void slowServerIsNoBrokenServer() {
    embedded().delay(Duration.ofMillis(100));
    closing(() -> embedded().delay(Duration.ZERO));

    RecordingClient ann = connect();
    ann.broadcast("say", "late");

    assertEquals("late", ann.messages.next().asText());
  }

  @Test
  default void closingAfterAFlushLosesNothing() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    for (int i = 0; i < 300; i++) {
      CompletableFuture<Void> unused = ann.rt.broadcast("say", i);
    }

    Timeouts.done("flush", ann.rt.flush(Timeouts.LIMIT));
    ann.client.close();

    for (int i = 0; i < 300; i++) {
      assertEquals(i, bob.messages.next().as(Integer.class));
    }
  }

  @Test
  default void closingAfterAFlushLosesNothingOnASlowNetwork() {
    SlowNetworkProxy pipe =
        closing(new SlowNetworkProxy(URI.create(server().baseUrl(env())).getPort()));
    String url = "http://127.0.0.1:" + pipe.port() + "/" + env();
    RecordingClient ann = watch(configured(AgnostClient.builder(url, KEY)));
    String id = ann.awaitConnected();
    String large = "x".repeat(200_000);
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    pipe.hold();
    for (int i = 0; i < 60; i++) {
      sent.add(ann.rt.broadcast("large", i % 4 == 0 ? large.getBytes(US_ASCII) : large, false));
    }
    assertTrue(ann.rt.queuedMessages() > 0, "more than connection and network can keep");
    CompletableFuture<Void> flush = ann.rt.flush(Timeouts.LIMIT);
    pipe.letGo();

    Timeouts.done("flush", flush);
    ann.client.close();

    sent.forEach(each -> Timeouts.done("broadcast", each));
    Timeouts.await(
        "all messages",
        () -> received(id).stream().filter(packet -> packet.contains("\"large\"")).count() == 60);
  }

  @Test
  default void revokedKeyIsIoServerDisconnectAtTheNextEvent() {
    RecordingClient ann = connect();
    server().define(Environment.open(env(), "other"));

    ann.broadcast("say", 1);

    assertEquals(DisconnectReason.SERVER, ann.connection.next(Lost.class).reason());
    ann.awaitState(ConnectionState.FAILED);
  }

  /** The server rounds numbers as JavaScript does, the client does not. */
  @Test
  default void everyDigitOfANumberIsWrittenAndRead() {
    RecordingClient ann = connect();
    List<String> numbers =
        List.of("9007199254740993", "-340282366920938463463374607431768211457", "0.1000000000001");
    for (String number : numbers) {
      ann.broadcast("say", new BigDecimal(number), false);
      Timeouts.await(
          number + " on the wire",
          () ->
              received(ann.id()).stream().anyMatch(packet -> packet.contains(":" + number + ",")));

      server().sendRawText(ann.id(), "42[\"say\",{\"channel\":null,\"message\":" + number + "}]");

      Message message = ann.messages.next();
      assertEquals(number, message.asJson());
      assertEquals(new BigDecimal(number), message.as(BigDecimal.class));
    }
  }
}

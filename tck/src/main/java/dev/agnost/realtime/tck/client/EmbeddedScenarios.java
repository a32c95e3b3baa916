package dev.agnost.realtime.tck.client;

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
import dev.agnost.realtime.testserver.AgnostServer.Environment;
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
interface EmbeddedScenarios extends EmbeddedScene {

  /** What a user listener was told. */
  record UserEvent(String name, @Nullable UserSession session, @Nullable UserAccount user) {}

  @Test
  default void userEventHasNameSessionAndUser() {
    EventLog<UserEvent> events = new EventLog<>("user events");
    WatchedClient ann = connectUser(events);

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
  default void userEventsOfAllNamesAreHeardWithoutSessionAndUser() {
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

  private WatchedClient connectUser(EventLog<UserEvent> events) {
    embedded().bindSession("token-1", "user-1");
    server().define(environment().withSessions("token-1"));
    WatchedClient ann = connect(options -> options.sessionToken("token-1"));
    ann.rt.onUserEvent((name, session, user) -> events.add(new UserEvent(name, session, user)));
    return ann;
  }

  @Test
  default void resetConnectionIsTransportClose() {
    WatchedClient ann = connect();

    embedded().resetConnections();

    assertEquals(DisconnectReason.TRANSPORT_CLOSE, ann.connection.next(Lost.class).reason());
  }

  @Test
  default void connectReplyWithoutSidIsIncompatibleAndNotRetried() {
    embedded().answerConnectWith("40");
    closing(embedded()::answerNormally);
    WatchedClient ann = start();

    var error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.INCOMPATIBLE, error.kind(), error::toString);
    ann.awaitState(ConnectionState.FAILED);
  }

  @Test
  default void brokenEngineOpenPacketIsAProtocolErrorAndRetried() {
    embedded().answerOpenWith("0{");
    closing(embedded()::answerNormally);
    WatchedClient ann = start();

    var error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.PROTOCOL, error.kind(), error::toString);
    assertEquals(true, error.willRetry());
  }

  @Test
  default void originHeaderSatisfiesAKeyThatIsRestrictedToDomains() {
    embedded().restrictKey(KEY, KeyTerms.forDomains("https://app.example.com"));
    closing(() -> embedded().restrictKey(KEY, KeyTerms.unrestricted()));
    WatchedClient ann = start();
    assertEquals("missing_request_origin", ann.connection.next(Failed.class).error().code());

    WatchedClient bob =
        start(options -> options.headers(List.of(new Header("Origin", "https://app.example.com"))));

    bob.awaitConnected();
  }

  @Test
  default void closedClientsLeaveNoTcpConnection() {
    WatchedClient ann = connect();
    int open = embedded().openConnections();

    ann.closeByHand();

    Patience.await("TCP connection released", () -> embedded().openConnections() < open);
  }

  @Test
  default void slowServerIsNoBrokenServer() {
    embedded().delay(Duration.ofMillis(100));
    closing(() -> embedded().delay(Duration.ZERO));

    WatchedClient ann = connect();
    ann.broadcast("say", "late");

    assertEquals("late", ann.messages.next().asText());
  }

  @Test
  default void closingAfterAFlushLosesNothing() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    for (int i = 0; i < 300; i++) {
      CompletableFuture<Void> unused = ann.rt.broadcast("say", i);
    }

    Patience.done("flush", ann.rt.flush(Patience.LIMIT));
    ann.client.close();

    for (int i = 0; i < 300; i++) {
      assertEquals(i, bob.messages.next().as(Integer.class));
    }
  }

  @Test
  default void closingAfterAFlushLosesNothingOnASlowNetwork() {
    SlowPipe pipe = closing(new SlowPipe(URI.create(server().baseUrl(env())).getPort()));
    String url = "http://127.0.0.1:" + pipe.port() + "/" + env();
    WatchedClient ann = watch(configured(AgnostClient.builder(url, KEY)));
    String id = ann.awaitConnected();
    String large = "x".repeat(200_000);
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    pipe.hold();
    for (int i = 0; i < 60; i++) {
      sent.add(ann.rt.broadcast("large", i % 4 == 0 ? large.getBytes(US_ASCII) : large, false));
    }
    assertTrue(ann.rt.queuedMessages() > 0, "more than connection and network can keep");
    CompletableFuture<Void> flush = ann.rt.flush(Patience.LIMIT);
    pipe.letGo();

    Patience.done("flush", flush);
    ann.client.close();

    sent.forEach(each -> Patience.done("broadcast", each));
    Patience.await(
        "all messages",
        () -> received(id).stream().filter(packet -> packet.contains("\"large\"")).count() == 60);
  }

  @Test
  default void revokedKeyIsIoServerDisconnectAtTheNextEvent() {
    WatchedClient ann = connect();
    server().define(Environment.open(env(), "other"));

    ann.broadcast("say", 1);

    assertEquals(DisconnectReason.SERVER, ann.connection.next(Lost.class).reason());
    ann.awaitState(ConnectionState.FAILED);
  }

  /** The server rounds numbers as JavaScript does, the client does not. */
  @Test
  default void everyDigitOfANumberIsWrittenAndRead() {
    WatchedClient ann = connect();
    List<String> numbers =
        List.of("9007199254740993", "-340282366920938463463374607431768211457", "0.1000000000001");
    for (String number : numbers) {
      ann.broadcast("say", new BigDecimal(number), false);
      Patience.await(
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

package dev.agnost.realtime.systemtests.client;

import static dev.agnost.realtime.tck.client.Timeouts.expectNotSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.PresenceEvent;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages without a connection: which wait, which are dropped, and what their futures say. */
interface QueueScenarios extends ScenarioContext {

  @Test
  default void messageSentWhileIdleWaitsForTheConnection() {
    RecordingClient ann = idle();
    CompletableFuture<Void> sent = ann.rt.broadcast("say", "hi");
    assertFalse(sent.isDone(), "handed over without a connection");

    ann.open();

    Timeouts.done("broadcast", sent);
    assertEquals("hi", ann.messages.next().asText());
  }

  @Test
  default void messageSentWhileConnectingWaitsForTheConnectReply() {
    server().stall(Stage.CONNECT_REPLY);
    int before = server().handshakes().size();
    RecordingClient ann = start();
    Timeouts.await("CONNECT", () -> server().handshakes().size() > before);
    CompletableFuture<Void> sent = ann.rt.broadcast("say", "hi");
    assertFalse(sent.isDone(), "handed over without a connection");

    server().unstall();
    server().cutConnections();

    Timeouts.done("broadcast", sent);
    assertEquals("hi", ann.messages.next().asText());
  }

  @Test
  default void messageSentWhileWaitingWaitsForTheConnection() {
    RecordingClient ann = connect(options -> options.reconnectionDelay(NEVER));
    server().cutConnections();
    ann.awaitState(ConnectionState.WAITING);
    CompletableFuture<Void> sent = ann.rt.broadcast("say", "hi");
    assertFalse(sent.isDone(), "handed over without a connection");

    ann.open();

    Timeouts.done("broadcast", sent);
    assertEquals("hi", ann.messages.next().asText());
  }

  @Test
  default void messageSentWhileClosedFails() {
    RecordingClient ann = connect();
    ann.closeManually();

    expectNotSent(Reason.CLOSED, ann.rt.broadcast("say", 1));
    ann.open();
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void messageSentWhileFailedFails() {
    server().stop();
    RecordingClient ann = start(options -> options.reconnectPolicy(ReconnectPolicy.never()));
    ann.connection.next(Failed.class);
    ann.awaitState(ConnectionState.FAILED);

    expectNotSent(Reason.FAILED, ann.rt.broadcast("say", 1));
  }

  @Test
  default void messageSentAfterTheClientIsClosedFails() {
    RecordingClient ann = connect();
    ann.client.close();

    expectNotSent(Reason.CLOSED, ann.rt.broadcast("say", 1));
  }

  @Test
  default void closeFailsWhatWaits() {
    RecordingClient ann = idle();
    CompletableFuture<Void> sent = ann.rt.broadcast("say", 1);

    ann.closeManually();

    expectNotSent(Reason.CLOSED, sent);
    ann.open();
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void closingTheClientFailsWhatWaits() {
    RecordingClient ann = idle();
    CompletableFuture<Void> sent = ann.rt.broadcast("say", 1);

    ann.client.close();

    expectNotSent(Reason.CLOSED, sent);
  }

  @Test
  default void endOfTheAttemptsFailsWhatWaits() {
    server().stop();
    RecordingClient ann =
        start(options -> options.autoConnect(false).reconnectPolicy(ReconnectPolicy.never()));
    CompletableFuture<Void> sent = ann.rt.broadcast("say", 1);

    Timeouts.failed("open()", RuntimeException.class, ann.rt.open());

    expectNotSent(Reason.FAILED, sent);
  }

  @Test
  default void cancelledMessageIsNotSent() {
    RecordingClient ann = idle();
    CompletableFuture<Void> first = ann.rt.broadcast("first", 1);
    CompletableFuture<Void> second = ann.rt.broadcast("second", 2);
    CompletableFuture<Void> third = ann.rt.broadcast("third", 3);

    assertTrue(second.cancel(false), "cancel() of a message that waits");
    ann.open();

    Timeouts.done("first", first);
    Timeouts.done("third", third);
    assertEquals("first", ann.messages.next().event());
    assertEquals("third", ann.messages.next().event());
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void queueIsFlushedInOrderBeforeLaterMessages() {
    RecordingClient ann = idle();
    List<CompletableFuture<Void>> early =
        IntStream.range(0, 20).mapToObj(i -> ann.rt.broadcast("say", i)).toList();

    ann.open();
    ann.broadcast("say", 20);

    early.forEach(future -> Timeouts.done("broadcast", future));
    for (int i = 0; i <= 20; i++) {
      assertEquals(i, ann.messages.next().as(Integer.class));
    }
  }

  @Test
  default void unbufferedMessageIsDroppedWhileNotConnected() {
    RecordingClient ann =
        start(options -> options.autoConnect(false).bufferMessages(false).reconnectionDelay(NEVER));
    expectNotSent(Reason.NOT_CONNECTED, ann.rt.broadcast("idle", 1));
    ann.open();
    ann.awaitConnected();
    server().cutConnections();
    ann.connection.next(Lost.class);

    expectNotSent(Reason.NOT_CONNECTED, ann.rt.broadcast("waiting", 2));

    ann.open();
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void unbufferedMessagesAreNeverDroppedWhileConnected() {
    RecordingClient ann = connect(options -> options.bufferMessages(false));

    ann.rt.join("room");
    List<CompletableFuture<Void>> burst =
        IntStream.range(0, 50).mapToObj(i -> ann.rt.send("room", "say", i)).toList();

    burst.forEach(future -> Timeouts.done("send", future));
    for (int i = 0; i < 50; i++) {
      assertEquals(i, ann.messages.next().as(Integer.class));
    }
  }

  @Test
  default void unbufferedClientKeepsItsChannelsAndProfile() {
    RecordingClient ann = start(options -> options.autoConnect(false).bufferMessages(false));
    ann.rt.updateProfile("ann");
    ann.rt.join("room");

    ann.open();

    ann.presence.expect(PresenceEvent.join("room", ann.id(), "\"ann\""));
  }
}

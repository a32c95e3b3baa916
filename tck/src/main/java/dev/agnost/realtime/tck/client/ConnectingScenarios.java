package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Connected;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** First access, the listeners that are called, the state and the id. */
interface ConnectingScenarios extends ScenarioContext {

  @Test
  default void nothingHappensBeforeTheFirstAccess() {
    int accepted = server().acceptedConnections();
    EventLog<ConnectionState> states = new EventLog<>("states");

    build(builder().onStateChange(change -> states.add(change.current())));

    states.expectSilence();
    assertEquals(accepted, server().acceptedConnections(), "TCP connections");
  }

  @Test
  default void firstAccessConnectsByItself() {
    EventLog<String> connects = new EventLog<>("onConnect");
    AgnostClient client = build(builder().onConnect(() -> connects.add("connected")));

    client.realtime();

    connects.expect("connected");
    assertTrue(client.realtime().isConnected());
  }

  @Test
  default void everyAccessGivesTheSameObjectAndOneConnection() {
    RecordingClient ann = connect();

    assertSame(ann.rt, ann.client.realtime());
    ann.connection.expectSilence();
  }

  @Test
  default void firstAccessNeverThrowsForTheNetworkAndGoesOnTrying() {
    server().stop();

    RecordingClient ann = start();

    RealtimeError error = ann.connection.next(Failed.class).error();
    assertEquals(ErrorKind.UNREACHABLE, error.kind());
    assertEquals(ErrorKind.UNREACHABLE.agnCode(), error.code());
    assertEquals(0, error.attempt(), "the attempt by first access has number 0");
    assertTrue(error.willRetry() && error.retryIn().isPresent(), error::toString);
    server().start();
    ann.connection.skipTo(Connected.class);
  }

  @Test
  default void withoutAutoConnectTheFirstAccessConnectsNothing() {
    RecordingClient ann = idle();

    ann.states.expectSilence();
    ann.assertState(ConnectionState.IDLE);
  }

  @Test
  default void isConnectedOnlyFromTheConnectReplyOn() {
    server().stall(Stage.CONNECT_REPLY);
    int before = server().handshakes().size();

    RecordingClient ann = start();

    Timeouts.await("CONNECT", () -> server().handshakes().size() > before);
    ann.assertState(ConnectionState.CONNECTING);
  }

  @Test
  default void isConnectedInsideOnConnectWithTheIdOfTheReply() {
    RecordingClient ann = start();

    String id = ann.awaitConnected();

    ann.assertState(ConnectionState.CONNECTED);
    assertEquals(id, ann.rt.getSocketId());
    assertTrue(
        server().handshakes().stream().anyMatch(handshake -> id.equals(handshake.socketId())),
        "the id is that of the CONNECT reply");
  }

  @Test
  default void socketIdIsTheOneThatOtherMembersSee() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(bob, "room");

    join(ann, "room");

    bob.presence.expect(PresenceEvent.join("room", ann.id(), "absent"));
    assertEquals(2, server().members(env(), "room").size());
    assertTrue(server().members(env(), "room").contains(ann.id()));
  }

  @Test
  default void socketIdIsNewAfterEachReconnect() {
    RecordingClient ann = start();
    String first = ann.awaitConnected();

    server().cutConnections();

    ann.connection.next(Lost.class);
    ann.connection.next(Attempting.class);
    assertNotEquals(first, ann.awaitConnected());
  }

  @Test
  default void socketIdIsGoneInsideOnDisconnect() {
    RecordingClient ann = connect(options -> options.reconnectionDelay(NEVER));

    server().cutConnections();

    Lost lost = ann.connection.next(Lost.class);
    assertNull(lost.socketId(), "getSocketId() inside onDisconnect");
    assertFalse(lost.connected(), "isConnected() inside onDisconnect");
    ann.assertState(ConnectionState.WAITING);
  }

  @Test
  default void listenersOfTheBuilderHearTheFirstConnect() {
    EventLog<String> received = new EventLog<>("builder listeners");
    AgnostClient client =
        build(
            builder()
                .onConnect(() -> received.add("connect"))
                .onDisconnect(reason -> received.add(reason.text()))
                .onStateChange(change -> received.add(change.current().name())));

    client.realtime();
    received.expect("CONNECTING");
    List<String> both = received.next(2);
    both.sort(null);
    assertEquals(List.of("CONNECTED", "connect"), both);
    Timeouts.done("close", client.realtime().close());

    List<String> end = new ArrayList<>(received.next(2));
    assertTrue(end.remove("io client disconnect") && end.remove("CLOSED"), () -> "received " + end);
  }

  @Test
  default void listenersOfTheBuilderHearErrorsAndAttempts() {
    EventLog<String> received = new EventLog<>("builder listeners");
    server().stop();

    build(
            builder()
                .onError(error -> received.add("error " + error.attempt()))
                .onReconnectAttempt(number -> received.add("attempt " + number)))
        .realtime();

    received.expect("error 0", "attempt 1", "error 1", "attempt 2");
  }

  @Test
  default void listenersOfTheSetupHearTheFirstConnect() {
    EventLog<String> received = new EventLog<>("setup listeners");

    build(builder()).realtime(rt -> rt.onConnect(() -> received.add("connect")));

    received.expect("connect");
    received.expectSilence();
  }

  @Test
  default void listenerAddedWhileConnectedIsToldOnce() {
    RecordingClient ann = connect();
    EventLog<String> late = new EventLog<>("late listener");

    ann.rt.onConnect(() -> late.add("connect"));

    late.expect("connect");
    late.expectSilence();
    server().cutConnections();
    late.expect("connect");
  }

  @Test
  default void listenerAddedWhileNotConnectedIsNotToldBefore() {
    RecordingClient ann = idle();
    EventLog<String> early = new EventLog<>("early listener");
    ann.rt.onConnect(() -> early.add("connect"));
    early.expectSilence();

    ann.open();

    early.expect("connect");
    early.expectSilence();
  }

  @Test
  default void statesAreToldInOrder() {
    RecordingClient ann = start();

    StateChange connecting = ann.states.next();
    StateChange connected = ann.states.next();

    assertEquals(ConnectionState.IDLE, connecting.previous());
    assertEquals(ConnectionState.CONNECTING, connecting.current());
    assertEquals(ConnectionState.CONNECTING, connected.previous());
    assertEquals(ConnectionState.CONNECTED, connected.current());
  }

  @Test
  default void waitingIsToldWithCauseAttemptAndDelay() {
    RecordingClient ann = connect(options -> options.reconnectionDelay(NEVER));
    ann.states.next(2);

    server().cutConnections();

    StateChange waiting = ann.states.next();
    assertEquals(ConnectionState.CONNECTED, waiting.previous());
    assertEquals(ConnectionState.WAITING, waiting.current());
    assertTrue(waiting.disconnectReason().isPresent(), waiting::toString);
    assertEquals(1, waiting.attempt(), waiting::toString);
    assertTrue(waiting.nextDelay().isPresent(), waiting::toString);
  }
}

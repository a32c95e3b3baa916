package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code close()} from each state, and of the client. */
interface ClosingScenarios extends ScenarioContext {

  @Test
  default void closeWhileIdleConnectsNothing() {
    RecordingClient ann = idle();

    ann.closeManually();

    expectClosedForGood(ann);
  }

  @Test
  default void closeWhileTcpIsSilentEndsTheAttempt() {
    closeWhileStalledAt(Stage.TCP);
  }

  @Test
  default void closeBeforeTheUpgradeIsAnsweredEndsTheAttempt() {
    closeWhileStalledAt(Stage.UPGRADE);
  }

  @Test
  default void closeBeforeTheEngineOpenPacketEndsTheAttempt() {
    closeWhileStalledAt(Stage.ENGINE_OPEN);
  }

  @Test
  default void closeBeforeTheConnectReplyEndsTheAttempt() {
    closeWhileStalledAt(Stage.CONNECT_REPLY);
  }

  private void closeWhileStalledAt(Stage stage) {
    server().stall(stage);
    int accepted = server().acceptedConnections();
    RecordingClient ann = start();
    Timeouts.await("connection", () -> server().acceptedConnections() > accepted);

    ann.closeManually();
    server().unstall();

    expectClosedForGood(ann);
    assertEquals(accepted + 1, server().acceptedConnections(), "TCP connections");
  }

  @Test
  default void closeWhileConnectedLeavesTheChannelsAndDoesNotReconnect() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(bob, "room");
    join(ann, "room");
    String id = ann.id();
    bob.presence.next();

    ann.closeManually();

    bob.presence.expect(PresenceEvent.leave("room", id, "absent"));
    assertEquals(DisconnectReason.CLIENT, ann.connection.next(Lost.class).reason());
    expectClosedForGood(ann);
  }

  @Test
  default void closeWhileWaitingEndsTheWait() {
    RecordingClient ann = connect();
    server().stop();
    ann.connection.next(Lost.class);
    ann.connection.skipTo(Failed.class);

    ann.closeManually();
    EventLog<String> connects = new EventLog<>("onConnect");
    ann.rt.onConnect(() -> connects.add("connected"));
    server().start();
    int accepted = server().acceptedConnections();

    connects.expectSilence();
    assertEquals(accepted, server().acceptedConnections(), "TCP connections");
    ann.assertState(ConnectionState.CLOSED);
  }

  @Test
  default void closeWhileClosedChangesNothing() {
    RecordingClient ann = connect();
    ann.closeManually();
    ann.connection.next(Lost.class);

    ann.closeManually();

    expectClosedForGood(ann);
  }

  @Test
  default void closeWhileFailedIsClosed() {
    server().stop();
    RecordingClient ann = start(options -> options.reconnectPolicy(ReconnectPolicy.never()));
    ann.connection.next(Failed.class);
    ann.awaitState(ConnectionState.FAILED);

    ann.closeManually();

    expectClosedForGood(ann);
  }

  @Test
  default void closeThenOpenInOneTurnMakesANewConnection() {
    RecordingClient ann = start();
    String first = ann.awaitConnected();

    CompletableFuture<Void> closed = ann.rt.close();
    CompletableFuture<Void> opened = ann.rt.open();

    Timeouts.done("open()", opened);
    Timeouts.done("close()", closed);
    assertEquals(DisconnectReason.CLIENT, ann.connection.next(Lost.class).reason());
    assertNotEquals(first, ann.awaitConnected());
    ann.connection.expectSilence();
  }

  @Test
  default void openThenCloseInOneTurnEndsClosed() {
    server().stall(Stage.UPGRADE); // the turn may take long
    RecordingClient ann = idle();

    CompletableFuture<Void> opened = ann.rt.open();
    ann.closeManually();

    Timeouts.failed("open()", RuntimeException.class, opened);
    expectClosedForGood(ann);
  }

  @Test
  default void closeInsideOnDisconnectEndsTheReconnecting() {
    // as the listener may be late, no attempt may be due before it
    RecordingClient ann = connect(options -> options.reconnectionDelay(NEVER));
    ann.rt.onDisconnect(reason -> ignoring(ann.rt.close()));

    server().cutConnections();

    assertEquals(DisconnectReason.TRANSPORT_CLOSE, ann.connection.next(Lost.class).reason());
    ann.awaitState(ConnectionState.CLOSED);
    expectClosedForGood(ann);
  }

  @Test
  default void closeInsideOnConnectEndsTheConnection() {
    AgnostClient client = build(builder().autoConnect(false));
    EventLog<DisconnectReason> reasons = new EventLog<>("onDisconnect");
    Realtime rt = client.realtime();
    rt.onDisconnect(reasons::add);
    rt.onConnect(() -> ignoring(rt.close()));

    Timeouts.done("open()", rt.open());

    reasons.expect(DisconnectReason.CLIENT);
    reasons.expectSilence();
    assertEquals(ConnectionState.CLOSED, rt.state());
  }

  @Test
  default void closeIsDoneAlthoughTheServerSaysNothing() {
    RecordingClient ann = connect();
    server().freeze();

    ann.closeManually();

    assertEquals(DisconnectReason.CLIENT, ann.connection.next(Lost.class).reason());
    expectClosedForGood(ann);
  }

  @Test
  default void closingTheClientDisconnectsIt() {
    RecordingClient ann = connect();

    Timeouts.done("closeAsync()", ann.client.closeAsync().toCompletableFuture());

    assertEquals(DisconnectReason.CLIENT, ann.connection.next(Lost.class).reason());
    expectClosedForGood(ann);
  }

  @Test
  default void closingTheClientEndsAnAttemptAtEveryStage() {
    for (Stage stage : Stage.values()) {
      server().stall(stage);
      int accepted = server().acceptedConnections();
      RecordingClient ann = start();
      Timeouts.await("connection", () -> server().acceptedConnections() > accepted);

      Timeouts.done("closeAsync() at " + stage, ann.client.closeAsync().toCompletableFuture());

      ann.assertState(ConnectionState.CLOSED);
    }
  }

  @Test
  default void closingTheClientEndsTheWait() {
    RecordingClient ann = connect(options -> options.reconnectionDelay(NEVER));
    server().cutConnections();
    ann.connection.next(Lost.class);

    Timeouts.done("closeAsync()", ann.client.closeAsync().toCompletableFuture());

    expectClosedForGood(ann);
  }

  @Test
  default void closingTheClientTwiceChangesNothing() {
    RecordingClient ann = connect();
    ann.client.close();

    ann.client.close();
    Timeouts.done("closeAsync()", ann.client.closeAsync().toCompletableFuture());

    ann.connection.next(Lost.class);
    expectClosedForGood(ann);
  }

  private static void expectClosedForGood(RecordingClient client) {
    client.connection.expectSilence();
    client.assertState(ConnectionState.CLOSED);
  }

  private static void ignoring(CompletableFuture<Void> future) {
    future.whenComplete((result, thrown) -> {}).isDone();
  }
}

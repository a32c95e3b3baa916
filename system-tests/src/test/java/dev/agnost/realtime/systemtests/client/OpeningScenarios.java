package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.agnost.realtime.ConnectionFailedException;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.tck.client.ConnectionEvent.Connected;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code open()} from each state. */
interface OpeningScenarios extends ScenarioContext {

  @Test
  default void openWhileIdleConnects() {
    RecordingClient ann = idle();

    ann.open();

    ann.assertState(ConnectionState.CONNECTED);
    ann.awaitConnected();
    ann.connection.expectSilence();
  }

  @Test
  default void openWhileTcpIsSilentStartsNoSecondAttempt() {
    openWhileStalledAt(Stage.TCP);
  }

  @Test
  default void openBeforeTheUpgradeIsAnsweredStartsNoSecondAttempt() {
    openWhileStalledAt(Stage.UPGRADE);
  }

  @Test
  default void openBeforeTheEngineOpenPacketStartsNoSecondAttempt() {
    openWhileStalledAt(Stage.ENGINE_OPEN);
  }

  @Test
  default void openBeforeTheConnectReplyStartsNoSecondAttempt() {
    openWhileStalledAt(Stage.CONNECT_REPLY);
  }

  /** The call changes nothing; its future is done by a later success. */
  private void openWhileStalledAt(Stage stage) {
    server().stall(stage);
    int accepted = server().acceptedConnections();
    RecordingClient ann = start();
    Timeouts.await("connection", () -> server().acceptedConnections() > accepted);

    CompletableFuture<Void> opened = ann.rt.open();

    ann.connection.expectSilence();
    assertEquals(accepted + 1, server().acceptedConnections(), "TCP connections");
    ann.assertState(ConnectionState.CONNECTING);
    server().unstall();
    server().cutConnections();
    Timeouts.done("open() called while connecting", opened);
    ann.connection.skipTo(Connected.class);
  }

  @Test
  default void openWhileConnectedChangesNothing() {
    RecordingClient ann = connect();
    String id = ann.id();

    ann.open();

    ann.connection.expectSilence();
    assertEquals(id, ann.rt.getSocketId());
  }

  @Test
  default void openWhileWaitingConnectsNow() {
    RecordingClient ann = connect(options -> options.reconnectionDelay(NEVER));
    server().cutConnections();
    ann.connection.next(Lost.class);
    ann.awaitState(ConnectionState.WAITING);

    ann.open();

    ann.awaitConnected(); // with no onReconnectAttempt: this attempt is not automatic
    ann.assertState(ConnectionState.CONNECTED);
  }

  @Test
  default void openWhileClosedConnectsWithANewId() {
    RecordingClient ann = start();
    String first = ann.awaitConnected();
    ann.closeManually();
    ann.connection.next(Lost.class);

    ann.open();

    assertNotEquals(first, ann.awaitConnected());
  }

  @Test
  default void openWhileFailedTriesAgain() {
    server().stop();
    RecordingClient ann = start(options -> options.reconnectPolicy(ReconnectPolicy.never()));
    ann.connection.next(Failed.class);
    ann.awaitState(ConnectionState.FAILED);
    server().start();

    ann.open();

    ann.awaitConnected();
    ann.assertState(ConnectionState.CONNECTED);
  }

  @Test
  default void openTwiceAtOnceMakesOneConnection() {
    RecordingClient ann = idle();
    int accepted = server().acceptedConnections();

    CompletableFuture<Void> first = ann.rt.open();
    CompletableFuture<Void> second = ann.rt.open();

    Timeouts.done("first open()", first);
    Timeouts.done("second open()", second);
    assertEquals(accepted + 1, server().acceptedConnections(), "TCP connections");
  }

  @Test
  default void openIsDoneByALaterSuccessWhenAnAttemptIsRetried() {
    server().stop();
    RecordingClient ann = idle();

    CompletableFuture<Void> opened = ann.rt.open();
    ann.connection.next(Failed.class);
    server().start();

    Timeouts.done("open() after a failed attempt", opened);
  }

  @Test
  default void openFailsWithTheErrorWhenTheClientStopsTrying() {
    server().stop();
    RecordingClient ann =
        start(
            options ->
                options.autoConnect(false).reconnectPolicy(ReconnectPolicy.never().limitedTo(1)));

    ConnectionFailedException thrown =
        Timeouts.failed("open()", ConnectionFailedException.class, ann.rt.open());

    assertEquals("AGN-220", thrown.code());
    assertEquals(ann.connection.next(Failed.class).error(), thrown.error().orElseThrow());
  }

  @Test
  default void openFailsWhenCloseComesFirst() {
    server().stall(Stage.UPGRADE);
    RecordingClient ann = idle();
    CompletableFuture<Void> opened = ann.rt.open();

    ann.closeManually();

    assertEquals(
        "AGN-221", Timeouts.failed("open()", ConnectionFailedException.class, opened).code());
  }

  @Test
  default void openAfterTheClientIsClosedFails() {
    RecordingClient ann = connect();
    ann.client.close();

    ConnectionFailedException thrown =
        Timeouts.failed("open()", ConnectionFailedException.class, ann.rt.open());

    assertEquals("AGN-222", thrown.code());
    ann.awaitState(ConnectionState.CLOSED);
  }
}

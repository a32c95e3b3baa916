package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.agnost.realtime.ConnectionFailedException;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** From {@code open()} to the CONNECT reply, and the one deadline over all of it (D3). */
class ConnectingTest {

  @Test
  void theStepsOfAConnectionAreSeenFromOutside() {
    Stage stage = new Stage();
    assertThat(stage.state()).isEqualTo(ConnectionState.IDLE);

    ScriptedConnection connection = stage.opening();
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTING);
    assertThat(connection.request.uri())
        .hasToString("ws://host.test/realtime/realtime/?EIO=4&transport=websocket");
    assertThat(connection.demand()).isZero();

    connection.opens();
    assertThat(connection.demand()).isPositive();
    assertThat(connection.sent).isEmpty();
    connection.says(ScriptedConnection.OPEN_PACKET);
    assertThat(connection.sent)
        .containsExactly("40{\"envId\":\"env\",\"apiKey\":\"key\",\"echoMessages\":true}");
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTING);
    assertThat(stage.session.snapshot().socketId()).isNull();

    connection.says("40{\"sid\":\"sid-1\"}");
    assertThat(stage.session.snapshot())
        .isEqualTo(new Snapshot(ConnectionState.CONNECTED, "sid-1"));
    stage.time.run();
    assertThat(stage.heard).containsExactly("connect");
  }

  @Test
  void openIsDoneWhenConnectedAndNotBefore() {
    Stage stage = new Stage();
    CompletableFuture<Void> opened = stage.session.open();
    stage.time.run();
    stage.connection().opens().says(ScriptedConnection.OPEN_PACKET);
    stage.time.run();
    assertThat(opened).isNotDone();

    stage.connection().says("40{\"sid\":\"sid-1\"}");
    stage.time.run();

    assertThat(opened).isCompleted();
  }

  @Test
  void openSurvivesAttemptsThatAreRetried() {
    Stage stage = new Stage();
    CompletableFuture<Void> opened = stage.session.open();
    stage.time.run();
    stage.connection().isRefused();
    stage.time.passSeconds(5);
    assertThat(opened).isNotDone();

    stage.connection().accepts("sid-2");
    stage.time.run();

    assertThat(opened).isCompleted();
  }

  @Test
  void openFailsWhenTheConnectionIsClosedFirst() {
    Stage stage = new Stage();
    CompletableFuture<Void> opened = stage.session.open();
    stage.time.run();

    CompletableFuture<Void> unused = stage.session.close();
    stage.time.run();

    assertThat(catchThrowable(opened::join))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(ConnectionFailedException.class)
        .hasMessageStartingWith("AGN-221");
  }

  @Test
  void openWhileConnectingOrConnectedStartsNothing() {
    Stage stage = new Stage();
    stage.opening();
    CompletableFuture<Void> second = stage.session.open();
    stage.time.run();
    stage.connection().accepts("sid-1");
    CompletableFuture<Void> third = stage.session.open();
    stage.time.run();

    assertThat(stage.transport.connections).hasSize(1);
    assertThat(second).isCompleted();
    assertThat(third).isCompleted();
    assertThat(stage.heard).containsExactly("connect");
  }

  @Test
  void theDeadlineCoversASupplierThatDoesNotAnswer() {
    Stage stage = new Stage(draft -> draft.token = CompletableFuture::new);
    CompletableFuture<Void> unused = stage.session.open();

    expectDeadline(stage, "suppliers of API key, session token and headers");

    assertThat(stage.transport.connections).isEmpty();
  }

  @Test
  void theDeadlineCoversTheUpgrade() {
    Stage stage = new Stage();
    stage.opening();

    expectDeadline(stage, "host.test: no WebSocket was established");
  }

  @Test
  void theDeadlineCoversTheOpenPacket() {
    Stage stage = new Stage();
    stage.opening().opens();

    expectDeadline(stage, "no Engine.IO open packet came");
  }

  @Test
  void theDeadlineCoversTheConnectReply() {
    Stage stage = new Stage();
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET);

    expectDeadline(stage, "CONNECT was not answered");
  }

  @Test
  void stagesDoNotEachGetADeadlineOfTheirOwn() {
    Stage stage = new Stage();
    ScriptedConnection connection = stage.opening();
    stage.time.passSeconds(9);
    connection.opens();
    stage.time.passSeconds(9);
    connection.says(ScriptedConnection.OPEN_PACKET);
    stage.time.passMillis(1999);
    assertThat(stage.errors).isEmpty();

    stage.time.passMillis(1);

    assertThat(stage.errors).hasSize(1);
  }

  @Test
  void theDeadlineIsOverWithTheConnection() {
    Stage stage = Stage.connected();

    stage.time.passSeconds(25);

    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  /** After 20 s and not before, the attempt is given up, told and tried again. */
  private static void expectDeadline(Stage stage, String missing) {
    stage.time.passMillis(19_999);
    assertThat(stage.errors).isEmpty();

    stage.time.passMillis(1);

    assertThat(stage.errors).hasSize(1);
    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.TIMEOUT);
    assertThat(stage.errors.get(0).message()).contains(missing, "20000 ms");
    assertThat(stage.errors.get(0).willRetry()).isTrue();
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.transport.live()).isZero();
    stage.transport.connections.forEach(c -> assertThat(c.aborts).isPositive());
  }

  @Test
  void aDisconnectBeforeTheOpenPacketIsABrokenProtocolAndTriedAgain() {
    Stage stage = new Stage();

    stage.opening().opens().says("41");
    stage.time.run();

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.PROTOCOL);
  }
}

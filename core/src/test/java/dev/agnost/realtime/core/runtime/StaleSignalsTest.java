package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A rude transport goes on after the end of a connection; core does not care (C3, C5). */
class StaleSignalsTest {

  @Test
  void signalsOfAnOlderConnectionChangeNothing() {
    Stage stage = Stage.connected();
    ScriptedConnection old = stage.connection();
    old.isLost();
    stage.time.passSeconds(2);
    ScriptedConnection present = stage.connection();
    present.accepts("sid-2");
    stage.time.passSeconds(5); // the watch on listeners has looked for the last time
    List<String> before = List.copyOf(stage.heard);
    int armed = stage.time.armed();

    everySignal(old);
    stage.time.run();

    assertThat(stage.heard).isEqualTo(before);
    assertThat(stage.session.snapshot())
        .isEqualTo(new Snapshot(ConnectionState.CONNECTED, "sid-2"));
    assertThat(present.isLive()).isTrue();
    assertThat(stage.transport.connections).hasSize(2);
    assertThat(stage.transport.live()).isEqualTo(1);
    stage.time.passSeconds(5);
    assertThat(stage.time.armed()).isEqualTo(armed);
  }

  @Test
  void signalsWhileWaitingChangeNothing() {
    Stage stage = Stage.connected();
    stage.connection().isLost();
    stage.time.run();
    List<String> before = List.copyOf(stage.heard);

    everySignal(stage.connection());
    stage.time.run();

    assertThat(stage.heard).isEqualTo(before);
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void signalsAfterCloseChangeNothing() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> closed = stage.session.close();
    stage.time.run();

    everySignal(stage.connection());
    stage.time.passSeconds(10);

    assertThat(closed).isCompleted();
    assertThat(stage.state()).isEqualTo(ConnectionState.CLOSED);
    assertThat(stage.heard).containsExactly("connect", "disconnect io client disconnect");
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void aConnectionThatOpensAfterItWasGivenUpIsAborted() {
    Stage stage = new Stage();
    stage.transport.signalsAbort = false;
    ScriptedConnection first = stage.opening();
    stage.time.passSeconds(21);
    assertThat(stage.transport.connections).hasSize(2);
    int aborts = first.aborts;

    first.opens();
    stage.time.run();

    assertThat(first.aborts).isGreaterThan(aborts);
    assertThat(first.sent).isEmpty();
  }

  @Test
  void anAbortWithoutASignalHoldsUpNothingForLong() {
    Stage stage = Stage.connected();
    stage.transport.answersClose = false;
    stage.transport.signalsAbort = false;

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passSeconds(4);

    assertThat(closed).isCompleted();
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void twoTerminalSignalsCountOnce() {
    Stage stage = Stage.connected();
    ScriptedConnection connection = stage.connection();

    connection.listener.onFailed(new TransportException(Kind.LOST, "lost", null));
    connection.listener.onClosed(CloseStatus.NORMAL);
    connection.listener.onFailed(new TransportException(Kind.LOST, "lost", null));
    stage.time.run();

    assertThat(stage.heard).containsExactly("connect", "disconnect transport close");
  }

  @Test
  void theEndOfASecondOpeningOfTheSameConnectionIsIgnored() {
    Stage stage = Stage.connected();

    stage.connection().listener.onOpen(stage.connection());
    stage.time.run();

    assertThat(stage.heard).containsExactly("connect");
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void thereIsOneLiveConnectionAtMostWhateverHappens() {
    Stage stage = new Stage();
    stage.transport.answersClose = false;
    for (int round = 0; round < 50; round++) {
      stage.opening().accepts("sid-" + round);
      assertThat(stage.transport.live()).isEqualTo(1);
      switch (round % 4) {
        case 0 -> stage.connection().says("9 nonsense");
        case 1 -> stage.connection().isLost();
        case 2 -> stage.connection().says("41");
        default -> {
          CompletableFuture<Void> unused = stage.session.close();
        }
      }
      assertThat(stage.transport.live()).isZero();
    }
    stage.time.passSeconds(1);
  }

  private static void everySignal(ScriptedConnection connection) {
    connection.listener.onOpen(connection);
    connection.listener.onText(utf8(ScriptedConnection.OPEN_PACKET));
    connection.listener.onText(utf8("40{\"sid\":\"evil\"}"));
    connection.listener.onText(utf8("42[\"late\",{\"message\":1}]"));
    connection.listener.onText(utf8("2"));
    connection.listener.onText(utf8("41"));
    connection.listener.onText(utf8("nonsense"));
    connection.listener.onBinary(utf8("nonsense"));
    connection.listener.onDrained();
    connection.listener.onClosed(CloseStatus.NORMAL);
    connection.listener.onFailed(new TransportException(Kind.LOST, "late", null));
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A transport that throws where it must not breaks a connection at most, never the session. */
class RudeTransportTest {

  @Test
  void aConnectThatThrowsIsAFailedAttempt() {
    Stage stage = new Stage();
    stage.transport.connectThrows = new IllegalStateException("bug");
    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();
    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.INTERNAL);
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);

    stage.transport.connectThrows = null;
    stage.time.passSeconds(1);
    stage.connection().accepts("sid-1");

    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void aLibraryThatLacksAClassEndsTheAttemptsAndTheClassIsNamed() {
    Stage stage = new Stage();
    stage.transport.missingInLibrary = new NoClassDefFoundError("io/netty/Missing");

    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();

    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
    assertThat(stage.errors.get(0).message()).contains("io/netty/Missing");
    assertThat(stage.errors.get(0).willRetry()).isFalse();
  }

  @Test
  void aSendThatThrowsFailsTheMessageAndTheConnection() {
    Stage stage = Stage.connected();
    ScriptedConnection broken = stage.connection();
    broken.sendThrows = new NoClassDefFoundError("bug");

    CompletableFuture<Void> sent = stage.send("say");
    CompletableFuture<Void> next = stage.send("next");
    stage.time.run();

    assertThat(SendingTest.reason(sent)).isEqualTo(Reason.NOT_CONNECTED);
    assertThat(stage.heard).containsExactly("connect", "disconnect transport error");
    assertThat(broken.aborts).isPositive();
    stage.time.passSeconds(2);
    stage.connection().accepts("sid-2");
    stage.time.run();
    assertThat(next).isCompleted();
    assertThat(stage.connection().sentAfterConnect()).containsExactly(Stage.frame("next"));
  }

  @Test
  void nothingIsWrittenAfterASendThatThrew() {
    Stage stage = new Stage();
    ScriptedConnection connection = stage.opening();
    CompletableFuture<Void> unused = stage.send("first");
    CompletableFuture<Void> broken = stage.send("broken");
    CompletableFuture<Void> next = stage.send("next");
    connection.throwsOnceAt = "broken";

    connection.accepts("sid-1");
    stage.time.run();

    assertThat(connection.sentAfterConnect()).containsExactly(Stage.frame("first"));
    assertThat(SendingTest.reason(broken)).isEqualTo(Reason.NOT_CONNECTED);
    assertThat(next).isNotDone();
  }

  @Test
  void noJoinIsWrittenAfterOneThatThrew() {
    Stage stage = new Stage();
    stage.session.join("first", null);
    stage.session.join("next", null);
    ScriptedConnection connection = stage.opening();
    connection.throwsOnceAt = "first";

    connection.accepts("sid-1");
    stage.time.run();

    assertThat(connection.sentAfterConnect()).isEmpty();
  }

  @Test
  void aRequestThatThrowsEndsTheConnectionWithoutWaitingForItsSignal() {
    Stage stage = Stage.connected();
    stage.transport.signalsAbort = false;
    stage.connection().requestThrows = new IllegalStateException("bug");

    for (int i = 0; i < 64; i++) { // until the window asks for more
      stage.connection().says("6");
    }
    stage.time.run();

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.heard).containsExactly("connect", "disconnect transport error");
    assertThat(stage.connection().aborts).isPositive();
  }

  @Test
  void aPongThatThrowsEndsTheConnection() {
    Stage stage = Stage.connected();
    stage.connection().sendThrows = new AssertionError("bug");

    stage.connection().says("2");
    stage.time.run();

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void anAbortThatThrowsIsSurvived() {
    Stage stage = Stage.connected();
    stage.connection().abortThrows = new IllegalStateException("bug");

    stage.time.passSeconds(40);
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passSeconds(5);

    assertThat(closed).isCompleted();
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void aGoodbyeThatThrowsStillEndsTheConnection() {
    Stage stage = Stage.connected();
    stage.connection().sendThrows = new AssertionError("bug");

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passSeconds(2);

    assertThat(closed).isCompleted();
    assertThat(stage.transport.live()).isZero();
    assertThat(stage.state()).isEqualTo(ConnectionState.CLOSED);
  }

  @Test
  void aGoodbyeThatThrowsIsFollowedByAnAbort() {
    Stage stage = Stage.connected();
    stage.transport.answersClose = false;
    stage.connection().throwsOnceAt = "41";

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.run();

    assertThat(stage.connection().aborts).isPositive();
    assertThat(closed).isCompleted();
  }

  @Test
  void closingTakesTwoSecondsEvenIfNeitherCloseNorAbortIsAnswered() {
    Stage stage = Stage.connected();
    stage.transport.answersClose = false;
    stage.transport.signalsAbort = false;

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passSeconds(2);

    assertThat(closed).isCompleted();
  }

  @Test
  void closingTakesTwoSecondsEvenIfAListenerIsStuckAsWell() {
    Stage stage = Stage.connected();
    stage.time.stickCallbacks();
    stage.transport.answersClose = false;
    stage.transport.signalsAbort = false;

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passSeconds(2);

    assertThat(closed).isCompleted();
  }

  @Test
  void closingDoesNotWaitForConnectionsThatWereGivenUpLater() {
    Stage stage = Stage.connected();
    stage.transport.answersClose = false;
    stage.transport.signalsAbort = false;
    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passMillis(1_400);
    ScriptedConnection next = stage.opening().opens();
    stage.time.passMillis(400);
    next.sendThrows = new NoClassDefFoundError("bug");

    next.says(ScriptedConnection.OPEN_PACKET);
    stage.time.passMillis(200);

    assertThat(next.aborts).isPositive();
    assertThat(closed).isCompleted();
  }

  @Test
  void eachCloseWaitsForItsOwnConnection() {
    Stage stage = Stage.connected();
    stage.transport.signalsAbort = false;
    stage.transport.answersClose = false;
    CompletableFuture<Void> first = stage.session.close();
    stage.opening().opens();
    stage.time.passMillis(200);

    CompletableFuture<Void> second = stage.session.close();
    stage.time.passMillis(300);

    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    stage.time.passMillis(200);
    assertThat(second).isCompleted();
  }

  @Test
  void aSignalInsideConnectIsUnderstood() {
    Stage stage = new Stage();
    ScriptedTransport eager = stage.transport;
    eager.onConnect = connection -> connection.accepts("sid-1");

    stage.opening();
    stage.time.run();

    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    assertThat(stage.heard).containsExactly("connect");
  }

  @Test
  void aFailureInsideConnectIsUnderstood() {
    Stage stage = new Stage();
    stage.transport.onConnect = ScriptedConnection::isRefused;

    stage.opening();

    assertThat(stage.heard).containsExactly("error AGN-201");
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, AGN-201, transport error",
    "TLS, AGN-202, transport error",
    "PROXY, AGN-203, transport error",
    "REJECTED, AGN-204, transport error",
    "PROTOCOL, AGN-205, transport error",
    "MESSAGE_TOO_LARGE, AGN-205, transport error",
    "LOST, AGN-207, transport close",
    "ABORTED, AGN-207, transport close",
    "OVERFLOW, AGN-211, transport error",
    "RESOURCE, AGN-211, transport error",
    "LISTENER, AGN-213, transport error"
  })
  void everyKindOfFailureHasACodeBeforeAndAReasonAfterTheConnection(
      Kind kind, String code, String reason) {
    TransportException failure = new TransportException(kind, "what happened", null);
    Stage attempt = new Stage();
    attempt.opening().fails(failure);
    attempt.time.run();
    Stage standing = Stage.connected();
    standing.connection().fails(failure);
    standing.time.run();

    assertThat(attempt.heard).containsExactly("error " + code);
    assertThat(attempt.errors.get(0).message()).startsWith("host.test: what happened");
    assertThat(attempt.errors.get(0).cause()).contains(failure);
    assertThat(standing.heard).containsExactly("connect", "disconnect " + reason);
  }

  @Test
  void aMessageThatNobodyAskedForIsNoReasonToReadOnWhileListenersLag() {
    Stage stage = Stage.connected(draft -> draft.pendingMessages = 3);
    stage.time.stickCallbacks();
    ScriptedConnection connection = stage.connection();
    for (int i = 0; i < 3; i++) {
      connection.says("42[\"e\",{\"channel\":\"room\",\"message\":1}]");
    }

    connection.listener.onText(ByteBuffer.wrap("2".getBytes(StandardCharsets.US_ASCII)));

    assertThat(connection.demand()).isZero();
    stage.time.freeCallbacks();
    assertThat(connection.demand()).isPositive();
  }
}

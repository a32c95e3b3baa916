package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.transport.TransportException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server's refusals and its DISCONNECT lead to (D4, D5). */
class RefusalTest {

  @Test
  void aDisconnectByTheServerIsNotFollowedByAnAttempt() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> queued = stage.send("say");

    stage.connection().says("41");
    stage.time.pass(Duration.ofDays(1));

    assertThat(stage.heard).containsExactly("connect", "disconnect io server disconnect");
    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
    assertThat(stage.transport.connections).hasSize(1);
    assertThat(stage.connection().closed).isNotNull();
    assertThat(stage.time.armed()).isZero();
    assertThat(queued).isCompleted();
  }

  @Test
  void afterADisconnectByTheServerOpenWorks() {
    Stage stage = Stage.connected();
    stage.connection().says("41");

    stage.connect("sid-2");

    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void thePolicyCanDecideToGoOnAfterADisconnectByTheServer() {
    ReconnectPolicy stubborn = context -> Optional.of(Duration.ofSeconds(1));
    Stage stage = Stage.connected(draft -> draft.policy = stubborn);

    stage.connection().says("41");
    stage.time.passSeconds(1);

    assertThat(stage.transport.connections).hasSize(2);
  }

  @Test
  void aDisconnectInsteadOfTheReplyIsAFailedAttempt() {
    Stage stage = new Stage();
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET).says("41");
    stage.time.run();

    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.DISCONNECTED);
    assertThat(stage.heard).containsExactly("error AGN-210");
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_api_key", "no_environment_found", "ip_not_authorized"})
  void aPermanentRefusalEndsInFailedWithTheCodeAndWhatToChange(String code) {
    Stage stage = new Stage();
    CompletableFuture<Void> opened = stage.session.open();
    CompletableFuture<Void> queued = stage.send("say");
    stage.time.run();
    refuse(stage, code, "client_error");
    stage.time.pass(Duration.ofDays(1));

    RealtimeError error = stage.errors.get(0);
    assertThat(error.kind()).isEqualTo(ErrorKind.REFUSED);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.origin()).contains("client_error");
    assertThat(error.message()).contains("host.test refused the connection: the detail; ");
    assertThat(error.willRetry()).isFalse();
    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
    assertThat(stage.transport.connections).hasSize(1);
    assertThat(catchThrowable(opened::join)).hasRootCauseMessage(connectMessage(error));
    assertThat(queued).isCompletedExceptionally();
    assertThat(stage.heard).containsExactly("error " + code);
  }

  private static String connectMessage(RealtimeError error) {
    return "AGN-220 The client stopped trying to connect: " + error.message();
  }

  @ParameterizedTest
  @ValueSource(strings = {"internal_server_error", "rate_limited", "never_heard_of"})
  void aRefusalThatMayPassIsRetried(String code) {
    Stage stage = new Stage();
    stage.opening();
    refuse(stage, code, "client_error");

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.errors.get(0).willRetry()).isTrue();
  }

  @Test
  void theServersOwnErrorIsRetriedWhateverItsCode() {
    Stage stage = new Stage();
    stage.opening();
    refuse(stage, "invalid_api_key", "server_error");

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void aRejectedTokenIsRefreshedOnceOnTheSameConnection() {
    Deque<String> tokens = new ArrayDeque<>(List.of("old", "new"));
    Stage stage = new Stage(draft -> draft.tokens(tokens::poll));
    stage.opening();
    refuse(stage, "invalid_session_token", "client_error");

    assertThat(stage.transport.connections).hasSize(1);
    assertThat(stage.connection().sent).hasSize(2);
    assertThat(stage.connection().sent.get(0)).contains("\"session\":\"old\"");
    assertThat(stage.connection().sent.get(1)).startsWith("40{").contains("\"session\":\"new\"");

    stage.connection().says("40{\"sid\":\"sid-1\"}");
    stage.time.run();
    assertThat(stage.heard).containsExactly("connect");
  }

  @Test
  void aSecondRejectionOfTheTokenIsTheEnd() {
    Stage stage = new Stage(draft -> draft.tokens(() -> "bad"));
    stage.opening();
    refuse(stage, "invalid_session_token", "client_error");
    stage.connection().says(refusal("invalid_session_token", "client_error"));
    stage.time.run();

    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
    assertThat(stage.heard).containsExactly("error invalid_session_token");
    assertThat(stage.errors.get(0).message()).endsWith("give the new token by sessionToken(..)");
  }

  @Test
  void aConstantTokenIsNotAskedForAgain() {
    Stage stage =
        new Stage(
            draft -> {
              draft.tokens(() -> "constant");
              draft.tokenIsConstant = true;
            });
    stage.opening();
    refuse(stage, "invalid_session_token", "client_error");

    assertThat(stage.connection().sent).hasSize(1);
    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
  }

  @Test
  void aRefreshThatHangsEndsWithTheDeadlineOfTheAttempt() {
    Deque<CompletableFuture<String>> tokens = new ArrayDeque<>();
    tokens.add(CompletableFuture.completedFuture("old"));
    Stage stage =
        new Stage(
            draft ->
                draft.token =
                    () -> {
                      CompletableFuture<String> next = tokens.poll();
                      return next == null ? new CompletableFuture<>() : next;
                    });
    stage.opening();
    stage.time.passSeconds(5);
    refuse(stage, "invalid_session_token", "client_error");
    stage.time.passSeconds(15);

    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.TIMEOUT);
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void aRefreshThatFailsFailsTheAttempt() {
    Deque<String> tokens = new ArrayDeque<>(List.of("old"));
    Stage stage = new Stage(draft -> draft.tokens(tokens::remove));
    stage.opening();
    refuse(stage, "invalid_session_token", "client_error");

    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.CREDENTIALS);
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.transport.live()).isZero();
  }

  @Test
  void aServerOfAnOldProtocolIsIncompatible() {
    Stage stage = new Stage();
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET).says("40");
    stage.time.run();

    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.INCOMPATIBLE);
    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
  }

  private static void refuse(Stage stage, String code, String origin) {
    stage.connection().opens().says(ScriptedConnection.OPEN_PACKET).says(refusal(code, origin));
    stage.time.run();
  }

  private static String refusal(String code, String origin) {
    return "44{\"message\":\"Realtime Connection Error\",\"data\":{\"origin\":\""
        + origin
        + "\",\"code\":\""
        + code
        + "\",\"message\":\"the detail\"}}";
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void theSecondDenialOfTheSameHeadersIsFinal(int status) {
    Stage stage = new Stage();

    stage.opening().fails(rejected(status));
    stage.time.passSeconds(2);
    stage.connection().fails(rejected(status));
    stage.time.pass(Duration.ofDays(1));

    assertThat(stage.errors).extracting(RealtimeError::willRetry).containsExactly(true, false);
    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
    assertThat(stage.transport.connections).hasSize(2);
  }

  @Test
  void denialsThatAreNotInARowAreRetried() {
    Stage stage = new Stage();

    stage.opening().fails(rejected(401));
    stage.time.passSeconds(2);
    stage.connection().isRefused();
    stage.time.passSeconds(3);
    stage.connection().fails(rejected(403));
    stage.time.run();

    assertThat(stage.errors).hasSize(3).extracting(RealtimeError::willRetry).containsOnly(true);
  }

  @Test
  void denialsAreRetriedWhileASupplierMayBringOtherHeaders() {
    Stage stage = new Stage(draft -> draft.headersAreConstant = false);

    stage.opening().fails(rejected(401));
    for (int i = 0; i < 5; i++) {
      stage.time.passSeconds(6);
      stage.connection().fails(rejected(401));
    }
    stage.time.run();

    assertThat(stage.errors).hasSize(6).extracting(RealtimeError::willRetry).containsOnly(true);
  }

  private static TransportException rejected(int status) {
    return TransportException.rejected(status, null, "");
  }
}

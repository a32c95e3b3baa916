package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.transport.Header;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** API key, session token and headers are asked for before each attempt. */
class SuppliersTest {

  @Test
  void whatASupplierThrewIsToldWithoutItsMessage() {
    Stage stage =
        new Stage(
            draft ->
                draft.tokens(
                    () -> {
                      throw new IllegalStateException(
                          "canary", new UnsupportedOperationException("canary"));
                    }));
    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();

    RealtimeError error = stage.errors.get(0);
    assertThat(error.message()).contains("java.lang.IllegalStateException");
    assertThat(error.cause()).isPresent();
    assertThat(error.cause().orElseThrow())
        .hasStackTraceContaining("java.lang.UnsupportedOperationException")
        .hasStackTraceContaining("SuppliersTest");
    StringWriter printed = new StringWriter();
    error.cause().orElseThrow().printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString()).doesNotContain("canary");
  }

  @Test
  void everyAttemptAsksAnew() {
    AtomicInteger number = new AtomicInteger();
    Stage stage =
        new Stage(
            draft -> {
              draft.apiKey = () -> "key-" + number.incrementAndGet();
              draft.tokens(() -> "token-" + number.get());
              draft.headers = () -> List.of(new Header("X-N", String.valueOf(number.get())));
            });
    stage.opening().isRefused();
    stage.time.passSeconds(1);
    stage.connection().opens().says(ScriptedConnection.OPEN_PACKET);

    assertThat(number).hasValue(2);
    assertThat(stage.connection().request.headers()).containsExactly(new Header("X-N", "2"));
    assertThat(stage.connection().sent.get(0))
        .contains("\"apiKey\":\"key-2\"", "\"session\":\"token-2\"");
  }

  @Test
  void aBlankTokenIsNone() {
    Stage stage = new Stage(draft -> draft.tokens(() -> " "));
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET);

    assertThat(stage.connection().sent.get(0)).doesNotContain("session");
  }

  @Test
  void aSupplierThatFailsIsAFailedAttemptThatIsRetried() {
    expectCredentialsError(
        draft ->
            draft.apiKey =
                () -> {
                  throw new IllegalStateException("vault secret-123");
                },
        "the API key supplier failed with java.lang.IllegalStateException");
    expectCredentialsError(draft -> draft.apiKey = () -> " ", "the API key supplier");
    expectCredentialsError(
        draft -> draft.token = () -> CompletableFuture.failedFuture(new Exception("secret-123")),
        "the session token supplier failed with java.lang.Exception");
    expectCredentialsError(
        draft ->
            draft.headers =
                () -> {
                  throw new LinkageError("secret-123");
                },
        "the headers supplier failed with java.lang.LinkageError");
    expectCredentialsError(
        draft -> draft.headers = () -> Arrays.asList(new Header("A", "b"), null),
        "the headers supplier returned a list with null in it");
    expectCredentialsError(
        draft -> draft.headers = () -> List.of(new Header("Host", "secret-123")),
        "the headers supplier returned Host, which only the handshake may write");
    expectCredentialsError(
        draft -> draft.apiKey = () -> null, "the API key supplier returned no key");
    expectCredentialsError(
        draft -> draft.headers = () -> null,
        "the headers supplier returned null instead of an empty list");
    expectCredentialsError(
        draft -> draft.token = () -> null,
        "the session token supplier returned null instead of a stage");
  }

  @Test
  void aKeyWithControlCharactersIsMaskedWhereTheServerRepeatsIt() {
    for (String key : List.of("secret\r\n-1", "secret\u202e-1", "secret\ud800-1", "secret-1")) {
      Stage stage = new Stage(draft -> draft.apiKey = () -> key);
      stage.opening().opens().says(ScriptedConnection.OPEN_PACKET);
      String repeated = key.replace("\r", "\\r").replace("\n", "\\n").replace("\ud800", "\\ud800");
      stage
          .connection()
          .says("44{\"message\":\"no such key (" + repeated + ")\",\"data\":{\"code\":\"x\"}}");
      stage.time.run();

      assertThat(stage.errors).hasSize(1);
      assertThat(stage.errors.get(0).message()).contains("***").doesNotContain("secret");
    }
  }

  private static void expectCredentialsError(Consumer<Draft> change, String message) {
    Stage stage = new Stage(change);
    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();

    assertThat(stage.errors).hasSize(1);
    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.CREDENTIALS);
    assertThat(stage.errors.get(0).message()).contains(message).doesNotContain("secret-123");
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.transport.connections).isEmpty();
  }

  @Test
  void whileASupplierHangsItIsNotAskedAgainAndThenOnce() {
    List<CompletableFuture<String>> questions = new ArrayList<>();
    Stage stage =
        new Stage(
            draft ->
                draft.token =
                    () -> {
                      questions.add(new CompletableFuture<>());
                      return questions.get(questions.size() - 1);
                    });
    CompletableFuture<Void> unused = stage.session.open();
    stage.time.pass(Duration.ofHours(1));
    assertThat(stage.errors).hasSizeGreaterThan(50);
    assertThat(questions).hasSize(1);
    waitForAnAttempt(stage);

    questions.get(0).complete("old");
    stage.time.run();

    assertThat(questions).hasSize(2);
    questions.get(1).complete("new");
    stage.time.run();
    assertThat(questions).hasSize(2);
    stage.connection().opens().says(ScriptedConnection.OPEN_PACKET);
    assertThat(stage.connection().sent.get(0)).contains("\"session\":\"new\"");
    assertThat(stage.transport.connections).hasSize(1);
  }

  private static void waitForAnAttempt(Stage stage) {
    while (stage.state() != ConnectionState.CONNECTING) {
      stage.time.passSeconds(1);
    }
  }

  @Test
  void anAnswerThatComesAfterCloseConnectsNothing() {
    CompletableFuture<String> token = new CompletableFuture<>();
    Stage stage = new Stage(draft -> draft.token = () -> token);
    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();
    CompletableFuture<Void> closed = stage.session.close();

    token.complete("late");
    stage.time.passSeconds(30);

    assertThat(closed).isCompleted();
    assertThat(stage.transport.connections).isEmpty();
  }

  @Test
  void suppliersRunOnTheWorkersWhateverTheTiming() {
    AtomicReference<String> asked = new AtomicReference<>("");
    Draft draft = new Draft();
    draft.tokens(
        () -> {
          asked.set(Thread.currentThread().getName());
          return "token";
        });

    CompletableFuture<Credentials.Granted> granted =
        draft.options().credentials().ask(new InstantWorker());

    assertThat(granted).isCompleted();
    assertThat(asked).hasValue("worker");
  }

  /** Has finished each task before {@code execute} returns, on a thread of its own. */
  private static final class InstantWorker implements Executor {
    @Override
    public void execute(Runnable task) {
      Thread thread = new Thread(task, "worker");
      thread.setDaemon(true);
      thread.start();
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }
}

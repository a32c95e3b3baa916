package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What {@code diagnostics()} says, when, and how it never shows a secret. */
class DiagnosticsTest {

  private static final String RECORDS = "last records, in seconds before now:";

  @Test
  void aConnectionIsDescribed() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> sent = stage.send("say");
    stage.connection().says(Stage.frame("hello"));
    stage.time.passMillis(1_500);

    assertThat(sent).isCompleted();
    assertThat(stage.session.diagnostics())
        .contains("state: CONNECTED for 1.500 s\n")
        .contains("socket id: sid-1\n")
        .contains("server: host.test\n")
        .contains("transport: scripted\n")
        .contains("queue: 0 of 1000 messages, 0 of 8388608 bytes\n")
        .contains("inbound: 0 of 1000 messages, 0 of 8388608 bytes wait for listeners; reading\n")
        .contains("connection: 1 attempts, 0 failed; 1 connects, 0 disconnects\n")
        .contains("messages: 1 sent (62 bytes), 0 dropped; 1 received (64 bytes), 0 unusable\n")
        .contains("  -1.500 #1 AUTHENTICATING -> CONNECTED (NAMESPACE_CONNECTED)\n")
        .contains("  -1.500 #1 out EVENT say, 62 bytes\n")
        .contains("  -1.500 #1 in  EVENT message, 64 bytes\n");
  }

  @Test
  void beforeTheFirstAttemptThereIsLittleToSay() {
    assertThat(new Stage().session.diagnostics())
        .startsWith("state: IDLE\nsocket id: none\n")
        .endsWith(RECORDS + "\n");
  }

  @Test
  void aWaitingClientSaysWhichAttemptIsNextAndWhen() {
    Stage stage = new Stage();
    stage.opening().isRefused();
    stage.time.passMillis(250);

    assertThat(stage.session.diagnostics())
        .contains("state: WAITING for 0.250 s, attempt 1 in 0.500 s\n")
        .contains("-0.250 #1 the connection failed: UNREACHABLE\n")
        .contains("-0.250 #1 attempt failed: AGN-201: host.test: connection refused (next");
  }

  @Test
  void dropsInARowAreOneRecordSoThatTheyDoNotDisplaceTheOthers() {
    Stage stage = new Stage(draft -> draft.queuedMessages = 1);
    for (int i = 0; i < 500; i++) {
      CompletableFuture<Void> unused = stage.send("say");
    }

    assertThat(stage.session.diagnostics())
        .contains("queue: 1 of 1 messages, ")
        .contains("499 dropped")
        .contains("#0 dropped a message: OVERFLOW, 499 in a row\n");
  }

  @Test
  void theLastRecordsAreKeptAndInOrderHoweverManyThereWere() {
    Stage stage = new Stage();
    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();
    for (int i = 0; i < 100; i++) {
      stage.connection().isRefused();
      stage.time.passSeconds(60);
    }

    List<String> lines = stage.session.diagnostics().lines().toList();
    List<String> records = lines.subList(lines.indexOf(RECORDS) + 1, lines.size());
    assertThat(records).hasSize(48).last().asString().endsWith("WAITING -> CONNECTING (RETRY_DUE)");
    assertThat(records)
        .extracting(record -> Double.parseDouble(record.strip().split(" ", 2)[0]))
        .isSorted();
  }

  @Test
  void itWorksAfterTheClientWasClosed() {
    Stage stage = Stage.connected();
    CompletableFuture<Void> released = stage.session.release();
    stage.time.passSeconds(5);

    assertThat(released).isCompleted();
    assertThat(stage.session.diagnostics())
        .startsWith("state: CLOSED for 5.000 s\nsocket id: none\n")
        .contains("disconnected: io client disconnect\n");
  }

  @Test
  void namesThatOthersChooseAreEscapedAndCut() {
    Stage stage = Stage.connected();
    stage.connection().says("42[\"a\\nb" + "c".repeat(200) + "\",{}]");

    assertThat(stage.session.diagnostics())
        .contains("in  EVENT a\\u000ab" + "c".repeat(53) + "...,");
  }

  @Test
  void noCredentialIsShown() {
    Stage stage =
        new Stage(
            draft -> {
              draft.apiKey = () -> "canary-key";
              draft.tokens(() -> "canary-token");
            });
    stage
        .opening()
        .opens()
        .says(ScriptedConnection.OPEN_PACKET)
        .says("44{\"message\":\"canary-key\",\"data\":{\"code\":\"no canary-token\"}}");
    stage.time.run();

    assertThat(stage.session.diagnostics()).contains("REFUSED").doesNotContain("canary");
  }
}

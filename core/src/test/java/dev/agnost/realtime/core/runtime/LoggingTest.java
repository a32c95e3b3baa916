package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.core.Logs;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much is logged, at which level, and what strangers can put into a line. */
class LoggingTest {

  private final Logs logs = Logs.capture();

  @AfterEach
  void stopListening() {
    logs.close();
  }

  @Test
  void changesOfStateAreInfoAndAttemptsAreDebug() {
    Stage stage = new Stage();
    stage.connect("sid-1");
    CompletableFuture<Void> unused = stage.session.close();

    assertThat(logs.lines())
        .containsExactly(
            "DEBUG connecting to host.test",
            "INFO connected to host.test",
            "INFO closed, was CONNECTED: host.test");
  }

  @Test
  void anOutageIsOneWarningAndOneSummary() {
    Stage stage = Stage.connected();
    stage.connection().isLost();
    for (int failed = 0; failed < 200; failed++) {
      stage.time.passSeconds(10);
      stage.connection().isRefused();
      stage.time.passMillis(1);
    }
    for (int i = 0; i < 60 && stage.state() != ConnectionState.CONNECTING; i++) {
      stage.time.passSeconds(1);
    }
    stage.connection().accepts("sid-2");
    stage.time.run();

    assertThat(logs.atLeastWarn())
        .singleElement()
        .asString()
        .startsWith("WARN no connection: host.test: the connection was lost; next attempt in");
    assertThat(logs.lines().stream().filter(line -> line.startsWith("INFO")))
        .hasSize(2)
        .last()
        .asString()
        .matches("INFO connected to host.test after \\d+ s without a connection; automatic.*");
  }

  @Test
  void theNextOutageIsWarnedOfAgainAlsoAfterACloseByHand() {
    Stage stage = new Stage();
    stage.opening().isRefused();
    CompletableFuture<Void> closed = stage.session.close();
    stage.time.run();
    stage.opening().isRefused();

    assertThat(closed).isCompleted();
    assertThat(logs.atLeastWarn()).hasSize(2);
  }

  @Test
  void eventsThatNobodyCanUseAreOneWarning() {
    Stage stage = Stage.connected();
    for (int i = 0; i < 50; i++) {
      stage.connection().says("42[\"connect\",{}]");
    }

    assertThat(logs.atLeastWarn()).hasSize(1);
  }

  @Test
  void noFrameIsLoggedWithItsPayload() {
    Stage stage = Stage.connected();
    stage.connection().says("42[\"say\",{\"message\":\"canary\"}]");
    CompletableFuture<Void> unused =
        stage.session.send(PacketEncoder.message("room", "say", Stage.encoded("\"canary\""), null));
    stage.connection().says("42[\"canary");

    assertThat(logs.lines()).isNotEmpty().noneMatch(line -> line.contains("canary"));
  }

  @Test
  void whatTheServerSaysCannotBreakALine() {
    String said = refused("a\\r\\nWARN forged\\u001b[31m\\u202eright to left\\u2066", "code\\nx");

    assertThat(said)
        .contains("a\\u000d\\u000aWARN forged\\u001b[31m\\u202eright to left\\u2066")
        .doesNotContain("\n", "\r", "\u001b", "\u202e", "\u2066");
  }

  @Test
  void whatTheServerSaysIsNoFormat() {
    assertThat(refused("{} %s %n {0} ${jndi:ldap://x}", "code"))
        .contains("{} %s %n {0} ${jndi:ldap://x}");
  }

  @Test
  void whatTheServerSaysIsCutAfterOneKibibyte() {
    String said = refused("x".repeat(100_000), "y".repeat(100_000));

    assertThat(said).contains("x".repeat(1_000) + "xxx").hasSizeLessThan(1_024 + 300);
  }

  /** The one warning about a refusal with these words. */
  private String refused(String message, String code) {
    Stage stage = new Stage(draft -> draft.timeout = Duration.ofSeconds(20));
    stage
        .opening()
        .opens()
        .says(ScriptedConnection.OPEN_PACKET)
        .says("44{\"message\":\"" + message + "\",\"data\":{\"code\":\"" + code + "\"}}");
    stage.time.run();
    List<String> warnings = logs.atLeastWarn();
    assertThat(warnings).hasSize(1);
    return warnings.get(0);
  }
}

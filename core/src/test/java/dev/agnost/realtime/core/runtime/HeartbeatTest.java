package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The server sends a ping every 10 s and may be 30 s late. */
class HeartbeatTest {

  private static final String HEADER_OF_TWO =
      "452-[\"say\",{\"message\":[{\"_placeholder\":true,\"num\":0},"
          + "{\"_placeholder\":true,\"num\":1}]}]";

  @Test
  void silenceOfIntervalPlusTimeoutIsAPingTimeoutAndNotAMillisecondLess() {
    Stage stage = Stage.connected();

    stage.time.passMillis(39_999);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    stage.time.passMillis(1);

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.heard).containsExactly("connect", "disconnect ping timeout");
    assertThat(stage.connection().aborts).isPositive();
  }

  @Test
  void thePeriodBeginsWithTheLastFrameWhateverItIs() {
    Stage stage = Stage.connected();
    stage.time.passMillis(12_345);
    stage.connection().says("42[\"say\",{\"message\":1}]");

    stage.time.passMillis(39_999);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    stage.time.passMillis(1);

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void whatWeSendDoesNotExtendIt() {
    Stage stage = Stage.connected();
    for (int second = 0; second < 39; second++) {
      CompletableFuture<Void> unused = stage.send("say");
      stage.time.passSeconds(1);
    }
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);

    stage.time.passSeconds(1);

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void aPingIsAnsweredWithItsPayloadAtOnce() {
    Stage stage = Stage.connected();

    stage.connection().says("2").says("2abc");

    assertThat(stage.connection().sentAfterConnect()).containsExactly("3", "3abc");
  }

  @Test
  void pingsKeepTheConnectionForEver() {
    Stage stage = Stage.connected();
    for (int i = 0; i < 1_000; i++) {
      stage.time.passSeconds(10);
      stage.connection().says("2");
    }

    assertThat(stage.heard).containsExactly("connect");
    assertThat(stage.time.armed()).isEqualTo(1);
  }

  @Test
  void aStuckListenerDelaysNeitherPongNorHeartbeat() {
    Stage stage = Stage.connected();
    stage.time.stickCallbacks();
    stage.connection().says("42[\"say\",{\"message\":1}]").says("2");
    assertThat(stage.connection().sentAfterConnect()).containsExactly("3");

    stage.time.passSeconds(40);

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void silenceWhileAuthenticatingIsNoticedWhenItComesBeforeTheDeadline() {
    Stage stage = new Stage(draft -> draft.timeout = Duration.ofSeconds(60));
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET);

    stage.time.passSeconds(40);

    assertThat(stage.errors).hasSize(1);
    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.TIMEOUT);
    assertThat(stage.errors.get(0).message()).contains("ping timeout", "40000 ms");
  }

  @Test
  void aMachineThatSleptLooksAtTheSocketBeforeItGivesUp() {
    Stage stage = Stage.connected();

    stage.time.sleepThrough(Duration.ofHours(1));
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    stage.connection().says("2");
    stage.time.passSeconds(39);

    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void aMachineThatSleptGivesUpASecondLaterIfNothingWaited() {
    Stage stage = Stage.connected();

    stage.time.sleepThrough(Duration.ofHours(1));
    stage.time.passMillis(999);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    stage.time.passMillis(1);

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.heard).contains("disconnect ping timeout");
  }

  @Test
  void silenceProvesNothingWhileItIsWeWhoDoNotRead() {
    Stage stage = Stage.connected(draft -> draft.pendingMessages = 4);
    stage.time.stickCallbacks();
    for (int i = 0; i < 10; i++) {
      stage.connection().says("42[\"say\",{\"message\":1}]");
    }
    assertThat(stage.connection().demand()).isZero();

    stage.time.passSeconds(1_000);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);

    stage.time.freeCallbacks();
    stage.time.passMillis(39_999);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    stage.time.passMillis(1);
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void attachmentsThatNeverComeBreakTheProtocolThoughPingsGoOn() {
    Stage stage = Stage.connected();
    stage.connection().says(HEADER_OF_TWO);

    pingsFor(stage, 39);
    stage.time.passMillis(999);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    stage.time.passMillis(1);

    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.heard).containsExactly("connect", "disconnect parse error");
    assertThat(stage.connection().closed).isNotNull();
    assertThat(stage.connection().closed.code()).isEqualTo(1002);
  }

  @Test
  void eachAttachmentGivesTheNextOneItsTime() {
    Stage stage = Stage.connected();
    stage.connection().says(HEADER_OF_TWO);
    pingsFor(stage, 39);
    stage.connection().saysBinary(1);
    pingsFor(stage, 39);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);

    stage.connection().saysBinary(2);
    pingsFor(stage, 100);

    assertThat(stage.heard).containsExactly("connect", "event say");
  }

  @Test
  void attachmentsAreNotMissedWhileItIsWeWhoDoNotRead() {
    Stage stage = Stage.connected(draft -> draft.pendingMessages = 1);
    stage.time.stickCallbacks();
    stage.connection().says("42[\"say\",{\"message\":1}]").says(HEADER_OF_TWO).saysBinary(1);
    assertThat(stage.connection().demand()).isZero();
    stage.time.passSeconds(1_000);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);

    stage.time.freeCallbacks();
    pingsFor(stage, 39);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    stage.time.passSeconds(1);

    assertThat(stage.heard).endsWith("disconnect parse error");
  }

  private static void pingsFor(Stage stage, int seconds) {
    for (int second = 0; second < seconds; second++) {
      stage.connection().says("2");
      stage.time.passSeconds(1);
    }
  }

  @Test
  void aMachineThatSleptThroughTheWaitMakesOneAttempt() {
    Stage stage = Stage.connected();
    stage.connection().isLost();
    stage.time.run();

    stage.time.sleepThrough(Duration.ofHours(8));
    stage.time.run();

    assertThat(stage.transport.connections).hasSize(2);
    assertThat(stage.heard).containsOnlyOnce("attempt 1").doesNotContain("attempt 2");
  }

  @Test
  void aMachineThatSleptThroughAnAttemptGivesItUpOnceAndWaitsBeforeTheNext() {
    Stage stage = new Stage();
    stage.opening();

    stage.time.sleepThrough(Duration.ofHours(8));
    stage.time.run();

    assertThat(stage.errors).hasSize(1);
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
    assertThat(stage.transport.connections).hasSize(1);
  }
}

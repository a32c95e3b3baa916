package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events, frames that break the protocol (D9), and how far the client reads ahead. */
class ReceivingTest {

  @Test
  void eventsArriveInOrder() {
    Stage stage = Stage.connected();
    IntStream.range(0, 1_000).forEach(i -> stage.connection().says(event("e" + i)));
    stage.time.run();

    assertThat(stage.heard.subList(1, 1_001))
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> "event e" + i).toList());
  }

  @Test
  void aBinaryEventIsOneEvent() {
    Stage stage = Stage.connected();
    stage
        .connection()
        .says(
            "452-[\"pic\",{\"message\":[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]}]")
        .saysBinary(1, 2)
        .saysBinary(3);
    stage.time.run();

    assertThat(stage.heard).containsExactly("connect", "event pic");
  }

  @Test
  void eventsBeforeTheConnectReplyComeAfterOnConnect() {
    Stage stage = new Stage();
    stage
        .opening()
        .opens()
        .says(ScriptedConnection.OPEN_PACKET)
        .says(event("early-1"))
        .says(event("early-2"));
    stage.time.run();
    assertThat(stage.heard).isEmpty();

    stage.connection().says("40{\"sid\":\"sid-1\"}").says(event("later"));
    stage.time.run();

    assertThat(stage.heard)
        .containsExactly("connect", "event early-1", "event early-2", "event later");
  }

  @Test
  void earlyEventsOfAFailedAttemptAreForgotten() {
    Stage stage = new Stage();
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET).says(event("early"));
    stage.connection().isLost();
    stage.time.passSeconds(1);
    stage.connection().accepts("sid-2");
    stage.time.run();

    assertThat(stage.heard).containsExactly("error AGN-207", "attempt 1", "connect");
  }

  @Test
  void earlyEventsAreBoundedAsOthersAre() {
    Stage stage = new Stage(draft -> draft.pendingMessages = 10);
    stage.opening().opens().says(ScriptedConnection.OPEN_PACKET);
    for (int i = 0; i < 100; i++) {
      stage.connection().says(event("early"));
    }
    assertThat(stage.connection().unread()).isGreaterThanOrEqualTo(90);

    stage.time.passSeconds(20);
    assertThat(stage.errors.get(0).kind()).isEqualTo(ErrorKind.TIMEOUT);
    stage.time.passSeconds(1);
    stage.connection().accepts("sid-2");
    stage.connection().says(event("later"));
    stage.time.run();
    assertThat(stage.heard).endsWith("connect", "event later");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "42[nonsense | parse error",
        "42{} | parse error",
        "40{\"sid\":\"again\"} | parse error",
        "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1} | parse error",
        "44{\"message\":\"late\"} | parse error",
        "9 | transport error"
      })
  void aFrameThatBreaksTheProtocolClosesTheConnectionAndReconnects(String frame, String reason) {
    Stage stage = Stage.connected();

    stage.connection().says(frame).says(event("never heard"));
    stage.time.run();

    assertThat(stage.heard).containsExactly("connect", "disconnect " + reason);
    assertThat(stage.connection().closed).isNotNull();
    assertThat(stage.connection().closed.code()).isEqualTo(1002);
    assertThat(stage.state()).isEqualTo(ConnectionState.WAITING);
  }

  @Test
  void aBrokenPeerThatDoesNotAnswerTheCloseIsAbortedWithinTwoSeconds() {
    Stage stage = Stage.connected();
    stage.transport.answersClose = false;
    ScriptedConnection broken = stage.connection();
    broken.says("42[nonsense");
    assertThat(broken.aborts).isZero();

    stage.time.passSeconds(2);

    assertThat(broken.aborts).isPositive();
  }

  @Test
  void anEventThatOnlyListenersCannotUseIsSkipped() {
    Stage stage = Stage.connected();

    stage
        .connection()
        .says("42[7,\"the name is a number\"]")
        .says("42[\"disconnect\",\"the name is reserved\"]")
        .says(event("fine"));
    stage.time.run();

    assertThat(stage.heard).containsExactly("connect", "event fine");
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void readingStopsWhenListenersLagAndGoesOnWhenTheyCatchUp() {
    Stage stage = Stage.connected(draft -> draft.pendingMessages = 100);
    stage.time.stickCallbacks();
    for (int i = 0; i < 1_000; i++) {
      stage.connection().says(event("e" + i));
    }
    int unread = stage.connection().unread();
    assertThat(unread).isBetween(900, 905);
    assertThat(stage.connection().demand()).isZero();

    stage.time.freeCallbacks();

    assertThat(stage.connection().unread()).isZero();
    assertThat(stage.heard).hasSize(1_001).endsWith("event e999");
    assertThat(stage.connection().demand()).isPositive();
  }

  @Test
  void bytesCountToo() {
    String large = "42[\"large\",{\"message\":\"" + "x".repeat(100_000) + "\"}]";
    Stage stage = Stage.connected(draft -> draft.pendingBytes = 1_000_000);
    stage.connection().says(large);
    stage.time.run();
    stage.time.stickCallbacks();
    for (int i = 0; i < 200; i++) {
      stage.connection().says(large);
    }

    int read = 200 - stage.connection().unread();
    assertThat(read).as("what was asked for before the size was known").isLessThanOrEqualTo(75);
    assertThat(stage.connection().demand()).isZero();
    stage.time.freeCallbacks();
    assertThat(stage.heard).hasSize(202);
  }

  @Test
  void demandIsNeverMoreThanThereIsRoomFor() {
    for (int limit : List.of(1, 2, 63, 64, 65, 1_000)) {
      Stage stage = Stage.connected(draft -> draft.pendingMessages = limit);
      stage.time.stickCallbacks();
      for (int i = 0; i < 2_000; i++) {
        stage.connection().says(event("e"));
        assertThat(stage.connection().demand()).isLessThanOrEqualTo(Math.min(limit, 64));
      }
      assertThat(2_000 - stage.connection().unread()).isLessThanOrEqualTo(limit);
      stage.time.freeCallbacks();
      assertThat(stage.heard).hasSize(2_001);
    }
  }

  @Test
  void aNewConnectionReadsOnlyWhatThereIsRoomForToo() {
    Stage stage = Stage.connected(draft -> draft.pendingMessages = 10);
    stage.time.stickCallbacks();
    for (int i = 0; i < 7; i++) {
      stage.connection().says(event("e"));
    }
    stage.connection().isLost();
    stage.time.passSeconds(2);
    ScriptedConnection second = stage.connection().opens();

    assertThat(second.demand()).isEqualTo(3);
  }

  @Test
  void aFullQueueDoesNotKeepTheNextConnectionFromItsHandshake() {
    Stage stage = Stage.connected(draft -> draft.pendingMessages = 3);
    stage.time.stickCallbacks();
    for (int i = 0; i < 10; i++) {
      stage.connection().says(event("e"));
    }
    stage.connection().isLost();
    stage.time.passSeconds(3);

    ScriptedConnection second = stage.connection().accepts("sid-2").says(event("later"));

    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    assertThat(second.unread()).isEqualTo(1);
    assertThat(second.demand()).isZero();
    stage.time.freeCallbacks();
    assertThat(second.unread()).isZero();
    assertThat(stage.heard).endsWith("connect", "event later");
  }

  private static String event(String name) {
    return "42[\"" + name + "\",{\"channel\":\"room\",\"message\":1}]";
  }
}

package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the session tries again, and what it says about it (D2). */
class ReconnectingTest {

  @Test
  void attemptsAreNumberedWithoutGapsAndRestartAfterAConnection() {
    Stage stage = new Stage();
    stage.opening().isRefused();
    for (int i = 0; i < 300; i++) {
      stage.time.pass(nextDelay(stage));
      stage.connection().isRefused();
      stage.time.run();
    }
    stage.time.pass(nextDelay(stage));
    stage.connection().accepts("sid-1");
    stage.connection().isLost();
    stage.time.pass(nextDelay(stage));

    List<String> attempts = stage.heard.stream().filter(h -> h.startsWith("attempt")).toList();
    List<String> expected =
        new ArrayList<>(IntStream.rangeClosed(1, 301).mapToObj(n -> "attempt " + n).toList());
    expected.add("attempt 1");
    assertThat(attempts).isEqualTo(expected);
    assertThat(stage.transport.connections).hasSize(303);
  }

  @Test
  void everyDelayLiesWithinItsBounds() {
    Stage stage = new Stage();
    Random random = new Random(4711);
    stage.random = random::nextDouble;
    stage.opening().isRefused();
    stage.time.run();
    for (int n = 1; n <= 200; n++) {
      Duration delay = nextDelay(stage);
      boolean longOutage = stage.time.elapsed().compareTo(Duration.ofSeconds(60)) >= 0;
      long cap = longOutage ? 30_000 : 5_000;
      long ceiling = Math.min(cap, 1_000L << Math.min(n - 1, 20));
      assertThat(delay.toMillis()).as("delay %d", n).isBetween(ceiling / 2, ceiling);
      stage.time.pass(delay);
      stage.connection().isRefused();
      stage.time.run();
    }
  }

  @Test
  void theAttemptComesWhenTheDelayIsOverAndNotBefore() {
    Stage stage = new Stage();
    stage.opening().isRefused();
    stage.time.run();
    assertThat(stage.errors.get(0).retryIn()).contains(Duration.ofMillis(750));

    stage.time.passMillis(749);
    assertThat(stage.transport.connections).hasSize(1);
    stage.time.passMillis(1);

    assertThat(stage.transport.connections).hasSize(2);
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTING);
  }

  @Test
  void listenersHearLossAttemptAndConnectionInOrder() {
    Stage stage = Stage.connected();

    stage.connection().closes(CloseStatus.of(1001));
    stage.time.passSeconds(2);
    stage.connection().isRefused();
    stage.time.passSeconds(5);
    stage.connection().accepts("sid-2");
    stage.time.run();

    assertThat(stage.heard)
        .containsExactly(
            "connect",
            "disconnect transport close",
            "attempt 1",
            "error AGN-201",
            "attempt 2",
            "connect");
    assertThat(stage.errors.get(0).attempt()).isEqualTo(1);
    assertThat(stage.session.snapshot().socketId()).isEqualTo("sid-2");
  }

  @Test
  void changesOfStateCarryReasonAttemptAndDelay() {
    Stage stage = Stage.connected();
    stage.connection().isLost();
    stage.time.passSeconds(2);

    StateChange lost = stage.changes.get(2);
    assertThat(lost.previous()).isEqualTo(ConnectionState.CONNECTED);
    assertThat(lost.current()).isEqualTo(ConnectionState.WAITING);
    assertThat(lost.disconnectReason().orElseThrow()).hasToString("transport close");
    assertThat(lost.attempt()).isEqualTo(1);
    assertThat(lost.nextDelay()).contains(Duration.ofMillis(1050));
    StateChange again = stage.changes.get(3);
    assertThat(again.current()).isEqualTo(ConnectionState.CONNECTING);
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.nextDelay()).isEmpty();
  }

  @Test
  void aServerThatAcceptsAndDropsSeesGrowingDelays() {
    Stage stage = new Stage();
    ScriptedConnection connection = stage.opening();
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      connection.accepts("sid-" + i);
      stage.time.passSeconds(1);
      connection.isLost();
      stage.time.run();
      delays.add(nextDelay(stage).toMillis());
      stage.time.pass(nextDelay(stage));
      connection = stage.connection();
    }

    assertThat(delays).containsExactly(1_050L, 1_500L, 3_000L, 3_750L, 3_750L);
  }

  @Test
  void theLevelFallsBackAfterThirtySecondsOnly() {
    assertThat(delayAfterAConnectionOf(Duration.ofMillis(29_999))).isEqualTo(3_000);
    assertThat(delayAfterAConnectionOf(Duration.ofSeconds(30))).isEqualTo(1_050);
  }

  private static long delayAfterAConnectionOf(Duration standing) {
    Stage stage = new Stage();
    stage.opening().isRefused();
    stage.time.pass(Duration.ofMillis(750));
    stage.connection().isRefused();
    stage.time.pass(Duration.ofMillis(1500));
    stage.connection().accepts("sid-1");
    stage.time.pass(standing);
    stage.connection().isLost();
    stage.time.run();
    return nextDelay(stage).toMillis();
  }

  @Test
  void retryAfterIsALowerBound() {
    Stage stage = new Stage();
    stage.opening().fails(TransportException.rejected(503, Duration.ofSeconds(42), "busy"));
    stage.time.run();
    assertThat(nextDelay(stage)).isEqualTo(Duration.ofSeconds(42));
    assertThat(stage.errors.get(0).status()).hasValue(503);

    stage.time.passSeconds(42);
    stage.connection().fails(TransportException.rejected(429, Duration.ofMillis(1), ""));
    stage.time.run();
    assertThat(nextDelay(stage)).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void retryAfterHoldsForTenMinutesAtMost() {
    Stage stage = new Stage();
    stage.opening().fails(TransportException.rejected(503, Duration.ofDays(365), ""));
    stage.time.run();

    assertThat(nextDelay(stage)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void openTriesNowRatherThanLater() {
    Stage stage = new Stage();
    stage.opening().isRefused();
    stage.time.run();

    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();
    assertThat(stage.transport.connections).hasSize(2);
    stage.connection().isRefused();
    stage.time.run();

    assertThat(stage.errors.get(1).attempt()).isZero();
    assertThat(stage.heard).doesNotContain("attempt 1");
    assertThat(nextDelay(stage)).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void aLimitedPolicyMakesExactlySoManyAttemptsThenFails() {
    Stage stage =
        new Stage(
            draft -> draft.policy = ReconnectPolicy.fixed(Duration.ofSeconds(1)).limitedTo(3));
    CompletableFuture<Void> opened = stage.session.open();
    stage.time.run();
    for (int i = 0; i < 4; i++) {
      stage.connection().isRefused();
      stage.time.passSeconds(1);
    }
    stage.time.pass(Duration.ofDays(1));

    assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
    assertThat(stage.transport.connections).hasSize(4);
    assertThat(stage.errors.get(3).willRetry()).isFalse();
    assertThat(opened).isCompletedExceptionally();
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void aPolicyThatThrowsOrReturnsNonsenseStopsTheSession() {
    for (ReconnectPolicy broken :
        List.<ReconnectPolicy>of(
            context -> {
              throw new IllegalStateException("bug");
            },
            context -> Optional.of(Duration.ofSeconds(-1)))) {
      Stage stage = new Stage(draft -> draft.policy = broken);
      stage.opening().isRefused();
      stage.time.run();

      assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
    }
  }

  /** The delay that was announced last. */
  private static Duration nextDelay(Stage stage) {
    stage.time.run();
    return stage.changes.get(stage.changes.size() - 1).nextDelay().orElseThrow();
  }
}

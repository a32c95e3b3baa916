package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Connected;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When attempts come, how they are counted, and what their errors say. */
interface ReconnectScenarios extends ScenarioContext {

  @Test
  default void attemptsAreCountedFromOneAndToldRightBeforeEach() {
    RecordingClient ann = connect();

    server().stop();

    ann.connection.next(Lost.class);
    for (int number = 1; number <= 4; number++) {
      assertEquals(number, ann.connection.next(Attempting.class).number());
      assertEquals(number, ann.connection.next(Failed.class).error().attempt());
    }
  }

  @Test
  default void attemptsAreCountedFromOneAgainAfterEachConnect() {
    RecordingClient ann = connect();
    server().stop();
    ann.connection.next(Lost.class);
    ann.connection.next(Attempting.class);
    ann.connection.next(Failed.class);
    server().start();
    ann.connection.skipTo(Connected.class);

    server().cutConnections();

    ann.connection.next(Lost.class);
    assertEquals(1, ann.connection.next(Attempting.class).number());
    ann.awaitConnected();
  }

  @Test
  default void restartedServerIsFoundWithinFiveSecondsByDefault() {
    RecordingClient ann = connect(options -> options.reconnectionDelay(Duration.ofSeconds(1)));
    server().stop();
    ann.connection.next(Lost.class);
    ann.connection.skipTo(Failed.class);

    server().start();
    long listening = System.nanoTime();

    long connected = ann.connection.skipTo(Connected.class).nanos();
    Duration took = Duration.ofNanos(connected - listening);
    Duration most = Timeouts.scaled(Duration.ofSeconds(5));
    assertTrue(took.compareTo(most) <= 0, () -> "took " + took);
  }

  @Test
  default void everyLossIsMended() {
    RecordingClient ann = connect();
    for (int i = 0; i < 5; i++) {
      server().cutConnections();
      ann.connection.next(Lost.class);
      ann.connection.skipTo(Connected.class);
    }
    ann.assertState(ConnectionState.CONNECTED);
  }

  @Test
  default void noAttemptComesBeforeTheWaitThatTheErrorNames() {
    server().stop();
    long start = System.nanoTime();
    RecordingClient ann = start();

    // From the start, since a listener may be called late: that makes no wait look too short.
    Duration waits = Duration.ZERO;
    for (int i = 0; i < 4; i++) {
      Failed failed = ann.connection.next(Failed.class);
      Attempting next = ann.connection.next(Attempting.class);
      waits = waits.plus(failed.error().retryIn().orElseThrow());
      Duration passed = Duration.ofNanos(next.nanos() - start);
      Duration least = waits;
      assertTrue(passed.compareTo(least) >= 0, () -> "after " + passed + " instead of " + least);
    }
  }

  @Test
  default void waitsGrowFromTheDelayByTwoWithJitterInsideTheCeiling() {
    server().stop();
    RecordingClient ann = start();

    for (int n = 0; n < 5; n++) {
      RealtimeError error = ann.connection.skipTo(Failed.class).error();
      long ceiling = SOON.toMillis() << n;
      long wait = error.retryIn().orElseThrow().toMillis();
      assertTrue(
          wait >= ceiling / 2 && wait <= ceiling,
          () -> "wait of " + wait + " ms is not in the upper half of " + ceiling + " ms");
    }
  }

  @Test
  default void policyThatSaysNeverEndsInFailed() {
    server().stop();
    RecordingClient ann = start(options -> options.reconnectPolicy(ReconnectPolicy.never()));

    RealtimeError error = ann.connection.next(Failed.class).error();

    assertFalse(error.willRetry(), error::toString);
    assertEquals(Optional.empty(), error.retryIn());
    ann.connection.expectSilence();
    ann.assertState(ConnectionState.FAILED);
  }

  @Test
  default void limitedPolicyEndsInFailedAfterSoManyAttempts() {
    server().stop();
    RecordingClient ann =
        start(options -> options.reconnectPolicy(ReconnectPolicy.fixed(SOON).limitedTo(2)));

    assertTrue(ann.connection.next(Failed.class).error().willRetry());
    assertEquals(1, ann.connection.next(Attempting.class).number());
    assertTrue(ann.connection.next(Failed.class).error().willRetry());
    assertEquals(2, ann.connection.next(Attempting.class).number());
    assertFalse(ann.connection.next(Failed.class).error().willRetry());
    ann.connection.expectSilence();
    ann.assertState(ConnectionState.FAILED);
  }

  @Test
  default void policyThatSaysNeverEndsALostConnectionInFailed() {
    RecordingClient ann = connect(options -> options.reconnectPolicy(ReconnectPolicy.never()));

    server().cutConnections();

    ann.connection.next(Lost.class);
    ann.connection.expectSilence();
    ann.assertState(ConnectionState.FAILED);
  }

  @Test
  default void policyThatThrowsEndsInFailed() {
    server().stop();
    RecordingClient ann =
        start(
            options ->
                options.reconnectPolicy(
                    context -> {
                      throw new IllegalStateException("thrown by the policy of a test");
                    }));

    ann.connection.next(Failed.class);

    ann.awaitState(ConnectionState.FAILED);
    ann.connection.expectSilence();
  }

  @Test
  default void unavailableUpgradeIsRetriedNotBeforeItsRetryAfter() {
    server().rejectUpgrades(503, Map.of("Retry-After", "1"));
    RecordingClient ann = start();

    Failed failed = ann.connection.next(Failed.class);

    RealtimeError error = failed.error();
    assertEquals(ErrorKind.REJECTED, error.kind(), error::toString);
    assertEquals(OptionalInt.of(503), error.status());
    Duration wait = error.retryIn().orElseThrow();
    assertTrue(wait.compareTo(Duration.ofSeconds(1)) >= 0, () -> "waits " + wait);
    ann.connection.expectSilence();
    server().acceptUpgrades();
    ann.connection.next(Attempting.class);
    ann.awaitConnected();
  }

  @Test
  default void unauthorizedUpgradeIsRetriedWhileHeadersAreAskedForAnew() {
    server().rejectUpgrades(401, Map.of());
    RecordingClient ann = start(options -> options.headers(List::of));

    for (int i = 0; i < 3; i++) {
      RealtimeError error = ann.connection.skipTo(Failed.class).error();
      assertEquals(OptionalInt.of(401), error.status());
      assertTrue(error.willRetry(), error::toString);
    }
    server().acceptUpgrades();
    ann.connection.skipTo(Connected.class);
  }

  @Test
  default void secondUnauthorizedUpgradeWithTheSameHeadersIsFinalUntilOpen() {
    server().rejectUpgrades(403, Map.of());
    RecordingClient ann = start();

    assertTrue(ann.connection.skipTo(Failed.class).error().willRetry(), "once may be an accident");
    RealtimeError last = ann.connection.skipTo(Failed.class).error();
    assertFalse(last.willRetry(), last::toString);
    assertTrue(last.message().contains("headers(..)"), last::toString);
    ann.awaitState(ConnectionState.FAILED);
    server().acceptUpgrades();

    CompletableFuture<Void> unused = ann.rt.open();
    ann.connection.skipTo(Connected.class);
  }

  @Test
  default void redirectIsNotFollowed() {
    expectRejection(302, Map.of("Location", server().baseUrl(env())));
  }

  @Test
  default void missingPathSaysItsStatusAndIsRetried() {
    expectRejection(404, Map.of());
  }

  private void expectRejection(int status, Map<String, String> headers) {
    server().rejectUpgrades(status, headers);
    RecordingClient ann = start();

    RealtimeError error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.REJECTED, error.kind(), error::toString);
    assertEquals(ErrorKind.REJECTED.agnCode(), error.code());
    assertEquals(OptionalInt.of(status), error.status());
    assertTrue(error.willRetry(), error::toString);
    server().acceptUpgrades();
    ann.connection.skipTo(Connected.class);
  }
}

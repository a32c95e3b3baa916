package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Connected;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server that accepts and then sends nothing: one deadline over the whole attempt. */
interface SilenceScenarios extends ScenarioContext {

  @Test
  default void silenceAfterTcpEndsAtTheTimeoutAndTheNextAttemptFollows() {
    stallAt(Stage.TCP);
  }

  @Test
  default void silenceInsteadOfTheUpgradeEndsAtTheTimeoutAndTheNextAttemptFollows() {
    stallAt(Stage.UPGRADE);
  }

  @Test
  default void silenceAfterTheUpgradeEndsAtTheTimeoutAndTheNextAttemptFollows() {
    stallAt(Stage.ENGINE_OPEN);
  }

  @Test
  default void silenceAfterTheEngineOpenPacketEndsAtTheTimeoutAndTheNextAttemptFollows() {
    stallAt(Stage.CONNECT_REPLY);
  }

  private void stallAt(Stage stage) {
    Duration timeout = Duration.ofMillis(400);
    server().stall(stage);
    long start = System.nanoTime();
    RecordingClient ann = start(options -> options.timeout(timeout));

    Failed failed = ann.connection.next(Failed.class);

    RealtimeError error = failed.error();
    assertEquals(ErrorKind.TIMEOUT, error.kind(), error::toString);
    assertEquals(ErrorKind.TIMEOUT.agnCode(), error.code());
    assertTrue(error.willRetry(), error::toString);
    assertTrue(failed.nanos() - start >= timeout.toNanos(), "ended before the timeout");
    assertEquals(1, ann.connection.next(Attempting.class).number());
    assertEquals(1, ann.connection.next(Failed.class).error().attempt());
    server().unstall();
    ann.connection.skipTo(Connected.class);
  }

  @Test
  default void standingConnectionOutlivesTheTimeout() {
    RecordingClient ann = start(options -> options.timeout(Duration.ofMillis(250)));
    ann.connection.skipTo(Connected.class); // on a busy machine an attempt may have been too slow

    ann.connection.expectSilence();
  }

  @Test
  default void frozenServerIsLeftAndFoundAgainWhenThawed() {
    var server =
        serverWithHeartbeat(DisconnectScenarios.PING_INTERVAL, DisconnectScenarios.PING_TIMEOUT);
    RecordingClient ann = watch(builder(server).timeout(Duration.ofMillis(400)));
    ann.connection.skipTo(Connected.class); // on a busy machine an attempt may have been too slow
    server.freeze();
    ann.connection.skipTo(Lost.class);
    ann.connection.next(Attempting.class);
    assertEquals(ErrorKind.TIMEOUT, ann.connection.next(Failed.class).error().kind());

    server.thaw();

    ann.connection.skipTo(Connected.class);
  }
}

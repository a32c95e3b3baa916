package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each of the six reasons, told once, and what follows it. */
interface DisconnectScenarios extends ScenarioContext {
  /** Short enough to see it missed, long enough for a busy machine to keep it. */
  Duration PING_INTERVAL = Duration.ofMillis(300);

  Duration PING_TIMEOUT = Duration.ofSeconds(1);

  @Test
  default void manualCloseIsIoClientDisconnect() {
    RecordingClient ann = connect();

    ann.closeManually();

    expectLoss(ann, DisconnectReason.CLIENT, "io client disconnect");
    ann.connection.expectSilence();
  }

  @Test
  default void disconnectPacketIsIoServerDisconnectAndNotRetried() {
    RecordingClient ann = connect();

    server().kick(ann.id());

    expectLoss(ann, DisconnectReason.SERVER, "io server disconnect");
    ann.connection.expectSilence();
    ann.assertState(ConnectionState.FAILED);
  }

  @Test
  default void openWorksAfterIoServerDisconnect() {
    RecordingClient ann = connect();
    server().kick(ann.id());
    ann.connection.next(Lost.class);
    ann.awaitState(ConnectionState.FAILED);

    ann.open();

    ann.awaitConnected();
    ann.assertState(ConnectionState.CONNECTED);
  }

  @Test
  default void policyCanRetryAfterIoServerDisconnect() {
    RecordingClient ann = connect(options -> options.reconnectPolicy(context -> Optional.of(SOON)));

    server().kick(ann.id());

    expectLoss(ann, DisconnectReason.SERVER, "io server disconnect");
    assertEquals(1, ann.connection.next(Attempting.class).number());
    ann.awaitConnected();
  }

  @Test
  default void missedHeartbeatIsPingTimeoutAfterIntervalAndTimeoutNotBefore() {
    AgnostServer server = serverWithHeartbeat(PING_INTERVAL, PING_TIMEOUT);
    long start = System.nanoTime();
    RecordingClient ann = watch(builder(server));
    ann.awaitConnected();

    server.freeze();

    Lost lost = expectLoss(ann, DisconnectReason.PING_TIMEOUT, "ping timeout");
    Duration silence = Duration.ofNanos(lost.nanos() - start);
    Duration least = PING_INTERVAL.plus(PING_TIMEOUT);
    assertTrue(silence.compareTo(least) >= 0, () -> "lost after " + silence);
    ann.connection.next(Attempting.class);
    server.thaw();
  }

  @Test
  default void keptHeartbeatIsNoLoss() {
    Duration patient = Duration.ofSeconds(2); // a busy machine may answer late
    AgnostServer server = serverWithHeartbeat(PING_INTERVAL, patient);
    RecordingClient ann = watch(builder(server));
    ann.awaitConnected();

    ann.connection.expectSilence(PING_INTERVAL.plus(patient).plus(PING_INTERVAL));
  }

  @Test
  default void cutConnectionIsTransportClose() {
    RecordingClient ann = connect();

    server().cutConnections();

    expectLossAndReturn(ann, DisconnectReason.TRANSPORT_CLOSE, "transport close");
  }

  @Test
  default void closeFrameIsTransportClose() {
    RecordingClient ann = connect();

    server().closeConnections();

    expectLossAndReturn(ann, DisconnectReason.TRANSPORT_CLOSE, "transport close");
  }

  @Test
  default void killedServerIsTransportClose() {
    RecordingClient ann = connect();

    server().stop();

    expectLoss(ann, DisconnectReason.TRANSPORT_CLOSE, "transport close");
  }

  @Test
  default void engineCloseIsTransportClose() {
    RecordingClient ann = connect();

    server().sendRawText(ann.id(), "1");

    expectLossAndReturn(ann, DisconnectReason.TRANSPORT_CLOSE, "transport close");
  }

  @Test
  default void unknownEnginePacketIsTransportError() {
    RecordingClient ann = connect();

    server().sendRawText(ann.id(), "9");

    expectLossAndReturn(ann, DisconnectReason.TRANSPORT_ERROR, "transport error");
  }

  @Test
  default void brokenSocketPacketIsParseError() {
    RecordingClient ann = connect();

    server().sendRawText(ann.id(), "42[");

    expectLossAndReturn(ann, DisconnectReason.PARSE_ERROR, "parse error");
  }

  @Test
  default void attemptThatFailsBeforeTheConnectReplyIsAnErrorAndNoDisconnect() {
    server().stall(Stage.CONNECT_REPLY);
    int before = server().handshakes().size();
    RecordingClient ann = start();
    Timeouts.await("CONNECT", () -> server().handshakes().size() > before);

    server().cutConnections();

    ann.connection.next(Failed.class);
    ann.connection.next(Attempting.class);
  }

  private static Lost expectLoss(RecordingClient client, DisconnectReason reason, String text) {
    Lost lost = client.connection.next(Lost.class);
    assertEquals(reason, lost.reason());
    assertEquals(text, lost.reason().text());
    if (reason == DisconnectReason.CLIENT || reason == DisconnectReason.SERVER) {
      assertNull(lost.socketId(), "getSocketId() inside onDisconnect");
    }
    return lost;
  }

  private static void expectLossAndReturn(
      RecordingClient client, DisconnectReason reason, String text) {
    expectLoss(client, reason, text);
    assertEquals(1, client.connection.next(Attempting.class).number());
    client.awaitConnected();
    client.settle();
    client.connection.expectNothing();
  }
}

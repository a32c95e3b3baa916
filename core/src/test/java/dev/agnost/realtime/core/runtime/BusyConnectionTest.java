package dev.agnost.realtime.core.runtime;

import static dev.agnost.realtime.core.runtime.SendingTest.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What core does when the transport cannot write as fast as the user sends (C4). */
class BusyConnectionTest {

  private static final int MIB = 1 << 20;

  @Test
  void unsentBytesStayUnderWhatTheTransportCanKeep() {
    Stage stage = new Stage();
    stage.transport.maxBufferedBytes = MIB;
    stage.connect("sid-1").keepsUnsent = 1;
    List<CompletableFuture<Void>> fates = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      fates.add(stage.session.send(packet("s" + i, 50_000)));
    }
    assertThat(stage.connection().bufferedBytes).isBetween(900_000L, (long) MIB);
    assertThat(stage.session.queuedMessages()).isPositive();

    for (int i = 0; i < 10; i++) {
      stage.connection().bufferedBytes = 0;
      stage.connection().listener.onDrained();
    }
    stage.time.run();

    assertThat(fates).allSatisfy(fate -> assertThat(fate).isCompleted());
    assertThat(stage.connection().largestBuffered).isLessThanOrEqualTo(MIB);
    assertThat(stage.connection().sentAfterConnect()).hasSize(100);
  }

  @Test
  void withoutHintsCoreLooksAgainByItself() {
    Stage stage = Stage.connected();
    stage.connection().bufferedBytes = 100L * MIB;
    CompletableFuture<Void> sent = stage.send("say");
    stage.time.passSeconds(5);
    stage.connection().says("2");
    assertThat(sent).isNotDone();

    stage.connection().bufferedBytes = 0;
    stage.time.passMillis(20);

    assertThat(sent).isCompleted();
  }

  @Test
  void whatWaitsForABusyConnectionOutlivesIt() {
    Stage stage = Stage.connected();
    stage.connection().bufferedBytes = 100L * MIB;
    CompletableFuture<Void> sent = stage.send("say");
    stage.connection().isLost();
    stage.time.passSeconds(2);
    stage.connection().accepts("sid-2");
    stage.time.run();

    assertThat(sent).isCompleted();
    assertThat(stage.connection().sentAfterConnect()).containsExactly(Stage.frame("say"));
  }

  @Test
  void theQueueOfABusyConnectionHasTheSameBounds() {
    Stage stage = Stage.connected(draft -> draft.queuedMessages = 2);
    stage.connection().bufferedBytes = 100L * MIB;
    CompletableFuture<Void> first = stage.send("0");
    CompletableFuture<Void> second = stage.send("1");
    CompletableFuture<Void> third = stage.send("2");
    stage.time.run();

    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    assertThat(reason(third)).isEqualTo(Reason.OVERFLOW);
  }

  @Test
  void closingABusyConnectionLeavesNoTimer() {
    Stage stage = Stage.connected();
    stage.connection().bufferedBytes = 100L * MIB;
    CompletableFuture<Void> sent = stage.send("say");

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.run();

    assertThat(closed).isCompleted();
    assertThat(reason(sent)).isEqualTo(Reason.CLOSED);
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void aMessageThatTheServerWouldNotTakeIsRefusedAndOthersAreNot() {
    Stage stage = new Stage();
    CompletableFuture<Void> large = stage.session.send(packet("large", 1_000_000));
    CompletableFuture<Void> small = stage.send("small");
    stage.connect("sid-1");

    assertThat(reason(large)).isEqualTo(Reason.TOO_LARGE);
    assertThat(small).isCompleted();
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void attachmentsCountTowardsWhatTheTransportCanKeep() {
    Stage stage = new Stage();
    stage.transport.maxBufferedBytes = MIB;
    stage.connect("sid-1").keepsUnsent = 1;

    CompletableFuture<Void> sent = stage.session.send(binary(3, 500_000));

    assertThat(reason(sent)).isEqualTo(Reason.TOO_LARGE);
    assertThat(stage.connection().largestBuffered).isLessThanOrEqualTo(MIB);
  }

  @Test
  void anExpiredMessageDoesNotLetALargerOnePassTheBound() {
    Stage stage = new Stage(draft -> draft.queuedAge = Optional.of(Duration.ofSeconds(1)));
    stage.transport.maxBufferedBytes = MIB;
    stage.connect("sid-1").keepsUnsent = 1;
    stage.connection().bufferedBytes = MIB - 10;
    CompletableFuture<Void> old = stage.send("old");
    stage.time.passMillis(500);
    CompletableFuture<Void> large = stage.session.send(packet("large", 900_000));
    stage.connection().bufferedBytes = MIB / 2;

    stage.time.sleepThrough(Duration.ofMillis(600));

    assertThat(reason(old)).isEqualTo(Reason.EXPIRED);
    assertThat(large).isNotDone();
    assertThat(stage.connection().largestBuffered).isLessThanOrEqualTo(MIB);
  }

  @Test
  void aBinaryMessageIsWrittenInOnePiece() {
    Stage stage = Stage.connected();

    CompletableFuture<Void> unused = stage.session.send(binary(2, 1));
    CompletableFuture<Void> unusedToo = stage.send("next");

    assertThat(stage.connection().sentAfterConnect())
        .containsExactly(
            "452-[\"message\",{\"channel\":\"room\",\"eventName\":\"bin\",\"message\":1}]",
            "bin:00",
            "bin:00",
            Stage.frame("next"));
  }

  private static OutboundPacket packet(String event, int size) {
    return PacketEncoder.message(
        "room", event, Stage.encoded("\"" + "x".repeat(size) + "\""), null);
  }

  private static OutboundPacket binary(int attachments, int size) {
    Encoded payload =
        new Encoded(
            ByteBuffer.wrap(new byte[] {'1'}),
            Collections.nCopies(attachments, ByteBuffer.allocate(size)));
    return PacketEncoder.message("room", "bin", payload, null);
  }
}

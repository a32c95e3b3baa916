package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.OverflowPolicy;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.core.Logs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What metrics hear. */
class MeteringTest {

  private final Heard heard = new Heard();

  @Test
  void aConnectionIsCountedFromTheAttemptToItsEnd() {
    Stage stage = metered(draft -> {});
    ScriptedConnection connection = stage.opening();
    stage.time.passMillis(300);
    connection.accepts("sid-1");
    stage.time.passSeconds(5);
    connection.isLost();

    assertThat(heard.of("attempt", "connected", "disconnected"))
        .containsExactly("attempt 0", "connected PT0.3S", "disconnected TRANSPORT_CLOSE PT5S");
  }

  @Test
  void downtimeLastsFromTheLossToTheNextConnection() {
    Stage stage = metered(draft -> {});
    stage.connect("sid-1").isLost();
    stage.time.passSeconds(2);
    stage.connection().isRefused();
    stage.time.passSeconds(4);
    stage.connection().accepts("sid-2");
    stage.time.run();

    assertThat(heard.of("failed", "outage")).containsExactly("failed UNREACHABLE", "outage PT6S");
  }

  @Test
  void aCloseByHandIsNoOutage() {
    Stage stage = metered(draft -> {});
    stage.connect("sid-1");
    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passSeconds(2);
    stage.connect("sid-2");

    assertThat(closed).isCompleted();
    assertThat(heard.of("disconnected")).hasSize(1);
    assertThat(heard.of("outage")).isEmpty();
  }

  @Test
  void messagesAreCountedWithTheirBytes() {
    Stage stage = metered(draft -> {});
    stage.connect("sid-1").says(Stage.frame("say"));
    stage.time.run();
    CompletableFuture<Void> sent = stage.send("reply");

    assertThat(sent).isCompleted();
    assertThat(heard.of("received", "sent", "callback"))
        .contains(
            "received " + Stage.frame("say").length(), "sent " + Stage.frame("reply").length());
  }

  @Test
  void theChangesOfTheQueueAddUpToNothingOnceTheClientIsClosed() {
    Stage stage = metered(draft -> draft.queuedMessages = 2);
    List<CompletableFuture<Void>> all = List.of(stage.send("a"), stage.send("b"), stage.send("c"));
    assertThat(heard.queuedMessages).isEqualTo(2);
    assertThat(heard.queuedBytes).isEqualTo(2L * Stage.frame("a").length());
    all.get(0).cancel(false);
    assertThat(heard.queuedMessages).isEqualTo(1);

    CompletableFuture<Void> released = stage.session.release();
    stage.time.run();

    assertThat(released).isCompleted();
    assertThat(all).allMatch(CompletableFuture::isDone);
    assertThat(heard.queuedMessages).isZero();
    assertThat(heard.queuedBytes).isZero();
  }

  @Test
  void eachDropIsCountedByItsReasonAndACancelledMessageIsNone() {
    Stage stage =
        metered(
            draft -> {
              draft.queuedMessages = 2;
              draft.overflow = OverflowPolicy.DROP_OLDEST;
            });
    List<CompletableFuture<Void>> all = List.of(stage.send("a"), stage.send("b"), stage.send("c"));
    all.get(1).cancel(false);
    CompletableFuture<Void> released = stage.session.release();
    stage.time.run();

    assertThat(released).isCompleted();
    assertThat(heard.of("dropped")).containsExactly("dropped OVERFLOW", "dropped CLOSED");
  }

  @Test
  void aPingIsMeasuredAgainstTheIntervalThatTheServerAnnounced() {
    Stage stage = metered(draft -> {});
    ScriptedConnection connection = stage.connect("sid-1");
    stage.time.passMillis(10_040);
    connection.says("2");
    stage.time.passMillis(10_060);
    connection.says("2");

    assertThat(heard.of("ping")).containsExactly("ping PT10.04S PT0.04S", "ping PT10.06S PT0.06S");
  }

  @Test
  void readingThatStopsAndGoesOnIsMeasured() {
    Stage stage = metered(draft -> draft.pendingMessages = 2);
    ScriptedConnection connection = stage.connect("sid-1");
    stage.time.stickCallbacks();
    for (int i = 0; i < 4; i++) {
      connection.says(Stage.frame("say"));
    }
    stage.time.passSeconds(3);
    stage.time.freeCallbacks();

    assertThat(heard.of("paused", "resumed").subList(0, 2))
        .containsExactly("paused", "resumed PT3S");
  }

  @Test
  void anEventThatNobodyCanUseIsCounted() {
    Stage stage = metered(draft -> {});
    stage.connect("sid-1").says("42[\"connect\",{}]");

    assertThat(heard.of("unusable")).hasSize(1);
  }

  @Test
  void metricsThatThrowDisturbNothingAndAreNamedOnce() {
    try (Logs logs = Logs.capture()) {
      Stage stage =
          new Stage(
              draft ->
                  draft.metrics =
                      new RealtimeMetrics() {
                        @Override
                        public void onAttempt(long number) {
                          throw new IllegalStateException("of the metrics");
                        }

                        @Override
                        public void onMessageSent(int bytes) {
                          throw new AssertionError("of the metrics");
                        }
                      });
      stage.connect("sid-1");
      CompletableFuture<Void> sent = stage.send("say");

      assertThat(sent).isCompleted();
      assertThat(logs.atLeastWarn())
          .containsExactly("ERROR the metrics threw; what they throw from now on is ignored");
    }
  }

  private Stage metered(Consumer<Draft> change) {
    return new Stage(
        draft -> {
          change.accept(draft);
          draft.metrics = heard;
        });
  }

  /** Writes down what it hears. */
  private static final class Heard implements RealtimeMetrics {
    private final List<String> lines = new ArrayList<>();
    private int queuedMessages;
    private long queuedBytes;

    List<String> of(String... words) {
      return lines.stream().filter(line -> List.of(words).contains(line.split(" ", 2)[0])).toList();
    }

    @Override
    public void onAttempt(long number) {
      lines.add("attempt " + number);
    }

    @Override
    public void onConnected(Duration took) {
      lines.add("connected " + took);
    }

    @Override
    public void onAttemptFailed(ErrorKind kind) {
      lines.add("failed " + kind);
    }

    @Override
    public void onDisconnected(DisconnectReason reason, Duration lasted) {
      lines.add("disconnected " + reason.name() + " " + lasted);
    }

    @Override
    public void onOutageEnded(Duration downtime) {
      lines.add("outage " + downtime);
    }

    @Override
    public void onMessageSent(int bytes) {
      lines.add("sent " + bytes);
    }

    @Override
    public void onMessageReceived(int bytes) {
      lines.add("received " + bytes);
    }

    @Override
    public void onMessageDropped(NotSentException.Reason reason) {
      lines.add("dropped " + reason);
    }

    @Override
    public void onQueueChanged(int messages, long bytes) {
      queuedMessages += messages;
      queuedBytes += bytes;
    }

    @Override
    public void onCallback(long nanos) {
      lines.add("callback " + nanos);
    }

    @Override
    public void onPing(Duration interval, Duration lateness) {
      lines.add("ping " + interval + " " + lateness);
    }

    @Override
    public void onReadingPaused() {
      lines.add("paused");
    }

    @Override
    public void onReadingResumed(Duration paused) {
      lines.add("resumed " + paused);
    }

    @Override
    public void onUnusableEvent() {
      lines.add("unusable");
    }
  }
}

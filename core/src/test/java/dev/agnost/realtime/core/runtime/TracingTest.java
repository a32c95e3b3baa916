package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.core.trace.TraceKind;
import dev.agnost.realtime.core.trace.TraceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A trace tells everything that happens, in one order, and no secret. */
class TracingTest {

  private final List<TraceRecord> trace = new ArrayList<>();

  @Test
  void recordsAreNumberedWithoutGapsAndTimeNeverGoesBack() {
    Stage stage = traced(draft -> {});
    stage.connect("sid-1");
    stage.connection().isLost();
    stage.time.passSeconds(10);

    assertThat(trace.stream().map(TraceRecord::sequence))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, trace.size()).boxed().toList());
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i).time() - trace.get(i - 1).time()).isNotNegative();
    }
  }

  @Test
  void aConnectionIsToldFromTheAttemptToItsEnd() {
    Stage stage = traced(draft -> {});
    stage.connect("sid-1");
    stage.connection().isLost();

    assertThat(of(TraceKind.NET_ATTEMPT)).containsExactly("#1 {n=0}");
    assertThat(of(TraceKind.NET_OPEN)).containsExactly("#1 {}");
    assertThat(of(TraceKind.NET_RX))
        .containsExactly(
            "#1 {bytes=" + ScriptedConnection.OPEN_PACKET.length() + ", event=, packet=OPEN}",
            "#1 {bytes=17, event=, packet=CONNECT}");
    assertThat(of(TraceKind.NET_FAILED)).containsExactly("#1 {class=LOST}");
    assertThat(of(TraceKind.NET_GONE)).containsExactly("#1 {by=signal}");
  }

  @Test
  void statesArePublishedTogetherWithTheirId() {
    Stage stage = traced(draft -> {});
    stage.connect("sid-1");
    stage.connection().isLost();

    assertThat(of(TraceKind.SNAP))
        .containsExactly(
            "#1 {attempt=0, sid=, state=CONNECTING}",
            "#1 {attempt=0, sid=sid-1, state=CONNECTED}",
            "#1 {attempt=1, sid=, state=WAITING}");
    assertThat(of(TraceKind.ST))
        .contains("#1 {cause=TRANSPORT_FAILED, from=CONNECTED, rest=, to=WAITING}");
  }

  @Test
  void eachAttemptIsOfAnEpochOfItsOwnAndNumbered() {
    Stage stage = traced(draft -> {});
    stage.opening().isRefused();
    stage.time.passSeconds(2);
    stage.connection().isRefused();

    assertThat(of(TraceKind.NET_ATTEMPT)).containsExactly("#1 {n=0}", "#2 {n=1}");
    assertThat(of(TraceKind.EVT_ATTEMPT)).containsExactly("#2 {n=1}");
    assertThat(of(TraceKind.EVT_ERROR))
        .containsExactly(
            "#1 {attempt=0, class=UNREACHABLE, code=AGN-201, retries=true}",
            "#2 {attempt=1, class=UNREACHABLE, code=AGN-201, retries=true}");
  }

  @Test
  void aMessageThatWaitsIsBufferedAndThenHandedOver() {
    Stage stage = traced(draft -> {});
    CompletableFuture<Void> unused = stage.send("early");
    stage.connect("sid-1");

    assertThat(of(TraceKind.MSG_ACCEPTED)).containsExactly("#0 {bytes=64, event=early, n=1}");
    assertThat(of(TraceKind.MSG_BUFFERED)).containsExactly("#0 {n=1}");
    assertThat(of(TraceKind.MSG_HANDED)).containsExactly("#1 {n=1}");
    assertThat(of(TraceKind.NET_TX))
        .contains("#1 {attachments=0, bytes=64, event=early, packet=EVENT}");
  }

  @Test
  void eachMessageHasExactlyOneFate() {
    Stage stage = traced(draft -> draft.queuedMessages = 2);
    CompletableFuture<Void> first = stage.send("first");
    CompletableFuture<Void> second = stage.send("second");
    CompletableFuture<Void> third = stage.send("third");
    first.cancel(false);
    CompletableFuture<Void> closed = stage.session.close();
    stage.time.run();
    CompletableFuture<Void> unused = stage.session.open();
    CompletableFuture<Void> late = stage.session.release();
    stage.time.run();
    CompletableFuture<Void> fourth = stage.send("fourth");

    assertThat(List.of(first, second, third, closed, late, fourth))
        .allMatch(CompletableFuture::isDone);
    assertThat(of(TraceKind.MSG_REJECTED))
        .containsExactly("#0 {cause=OVERFLOW, n=3}", "#1 {cause=CLOSED, n=4}");
    assertThat(of(TraceKind.MSG_DROPPED))
        .containsExactly("#0 {cause=CANCELLED, n=1}", "#0 {cause=CLOSED, n=2}");
  }

  @Test
  void everyArmedTimerFiresOrIsCancelled() {
    Stage stage = traced(draft -> draft.queuedAge = Optional.of(Duration.ofSeconds(5)));
    CompletableFuture<Void> expires = stage.send("expires");
    stage.time.passSeconds(6);
    stage.connect("sid-1");
    stage.transport.answersClose = false;
    CompletableFuture<Void> released = stage.session.release();
    stage.time.passSeconds(5);

    assertThat(expires).isCompletedExceptionally();
    assertThat(released).isCompleted();
    TreeMap<String, Integer> armed = new TreeMap<>();
    for (TraceRecord record : trace) {
      Set<TraceKind> ends = EnumSet.of(TraceKind.TMR_CANCEL, TraceKind.TMR_FIRE);
      if (record.kind() == TraceKind.TMR_ARM) {
        armed.merge(record.text("purpose"), 1, Integer::sum);
      } else if (ends.contains(record.kind())) {
        armed.merge(record.text("purpose"), -1, Integer::sum);
      }
    }
    assertThat(armed)
        .containsOnlyKeys(
            "CONNECT_DEADLINE", "HEARTBEAT", "CLOSE_DEADLINE", "QUEUE_EXPIRY", "FAREWELL")
        .allSatisfy((purpose, left) -> assertThat(left).isZero());
  }

  @Test
  void aConnectionThatItsTransportKeepsIsGoneAtTheLimit() {
    Stage stage = traced(draft -> {});
    ScriptedConnection connection = stage.opening();
    stage.transport.signalsAbort = false;
    CompletableFuture<Void> unused = stage.session.close();
    stage.time.passSeconds(3);
    connection.isLost();

    assertThat(of(TraceKind.NET_GONE)).containsExactly("#1 {by=limit}");
    assertThat(of(TraceKind.NET_FAILED)).containsExactly("#1 {class=LOST}");
  }

  @Test
  void callbacksAreEnclosedAndTheirFailureIsTold() {
    Stage stage = traced(draft -> {});
    stage.session.onConnect(
        () -> {
          throw new IllegalStateException("of the listener");
        });
    stage.connect("sid-1").says(Stage.frame("say"));
    stage.time.run();

    assertThat(
            trace.stream()
                .filter(record -> record.kind() == TraceKind.CB_END)
                .map(end -> end.text("listener") + end.text("event") + " " + end.flag("threw")))
        .containsExactly(
            "onStateChange false",
            "onStateChange false",
            "onConnect false",
            "onConnect true",
            "onmessage false");
    assertThat(of(TraceKind.CB_BEGIN)).hasSameSizeAs(of(TraceKind.CB_END));
  }

  @Test
  void readingThatStopsIsToldOnceAndSoIsGoingOn() {
    Stage stage = traced(draft -> draft.pendingMessages = 2);
    ScriptedConnection connection = stage.connect("sid-1");
    stage.time.stickCallbacks();
    for (int i = 0; i < 5; i++) {
      connection.says(Stage.frame("say"));
    }
    assertThat(of(TraceKind.NET_PAUSED)).hasSize(1);
    assertThat(of(TraceKind.NET_RESUMED)).isEmpty();

    stage.time.freeCallbacks();

    assertThat(of(TraceKind.NET_RESUMED)).hasSize(of(TraceKind.NET_PAUSED).size());
  }

  @Test
  void noCredentialIsTraced() {
    Stage stage =
        traced(
            draft -> {
              draft.apiKey = () -> "canary-key";
              draft.tokens(() -> "canary-token");
            });
    stage
        .opening()
        .opens()
        .says(ScriptedConnection.OPEN_PACKET)
        .says("44{\"message\":\"canary-key\",\"data\":{\"code\":\"canary-key canary-token\"}}");
    stage.time.run();

    assertThat(of(TraceKind.EVT_ERROR)).hasSize(1);
    assertThat(trace.toString()).doesNotContain("canary");
  }

  @Test
  void attributesHaveTheirTypes() {
    TreeMap<String, Object> attributes = new TreeMap<>();
    attributes.put("n", 3L);
    TraceRecord record = new TraceRecord(1, 2, 3, TraceKind.NET_ATTEMPT, attributes);

    assertThat(record.number("n")).isEqualTo(3);
    assertThatThrownBy(() -> record.text("n")).hasMessageContaining("net.attempt has no String n");
    attributes.put("n", new Object());
    assertThatThrownBy(() -> new TraceRecord(1, 2, 3, TraceKind.NET_ATTEMPT, attributes))
        .hasMessageContaining("the attribute n");
  }

  private Stage traced(Consumer<Draft> change) {
    return new Stage(
        draft -> {
          change.accept(draft);
          draft.trace = trace::add;
        });
  }

  private List<String> of(TraceKind kind) {
    return trace.stream()
        .filter(record -> record.kind() == kind)
        .map(record -> "#" + record.epoch() + " " + record.attributes())
        .toList();
  }
}

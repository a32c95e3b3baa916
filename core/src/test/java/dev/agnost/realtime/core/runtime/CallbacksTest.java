package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where, when and in which order listeners run (D10). */
class CallbacksTest {

  @Test
  void nothingRunsOutsideOfTheExecutor() {
    Stage stage = new Stage();
    stage.time.stickCallbacks();
    stage.opening().accepts("sid-1");
    stage.connection().says("42[\"say\",{\"message\":1}]");
    assertThat(stage.heard).isEmpty();

    stage.time.freeCallbacks();

    assertThat(stage.heard).containsExactly("connect", "event say");
  }

  @Test
  void aListenerAddedWhileConnectedIsToldOnceInOrder() {
    Stage stage = Stage.connected();
    List<String> late = new ArrayList<>();
    stage.session.listeners().onConnect(() -> late.add("connect"));
    stage.session.listeners().onDisconnect(reason -> late.add("disconnect"));
    stage.connection().isLost();
    stage.time.run();

    assertThat(late).containsExactly("connect", "disconnect");
  }

  @Test
  void aListenerAddedByAListenerOfTheSameEventIsToldOnce() {
    Stage stage = new Stage();
    List<String> nested = new ArrayList<>();
    stage
        .session
        .listeners()
        .onConnect(() -> stage.session.listeners().onConnect(() -> nested.add("connect")));

    stage.connect("sid-1");

    assertThat(nested).containsExactly("connect");
  }

  @Test
  void aListenerAddedWhileNotConnectedIsNotTold() {
    Stage stage = Stage.connected();
    stage.connection().isLost();
    List<String> late = new ArrayList<>();

    stage.session.listeners().onConnect(() -> late.add("connect"));
    stage.time.run();

    assertThat(late).isEmpty();
  }

  @Test
  void aRemovedListenerIsNotToldWhatWasOnItsWay() {
    Stage stage = new Stage();
    List<String> told = new ArrayList<>();
    Registration registration = stage.session.listeners().onConnect(() -> told.add("connect"));
    stage.time.stickCallbacks();
    stage.opening().accepts("sid-1");

    registration.close();
    registration.close();
    stage.time.freeCallbacks();

    assertThat(told).isEmpty();
    assertThat(stage.heard).containsExactly("connect");
  }

  @Test
  void aListenerThatThrowsStopsNobody() {
    Stage stage = new Stage();
    List<String> told = new ArrayList<>();
    stage
        .session
        .listeners()
        .onConnect(
            () -> {
              throw new AssertionError("a listener's bug");
            });
    stage.session.listeners().onConnect(() -> told.add("connect"));

    stage.connect("sid-1");

    assertThat(told).containsExactly("connect");
    assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void closingInOnReconnectAttemptPreventsTheAttempt() {
    Stage stage = new Stage();
    stage
        .session
        .listeners()
        .onReconnectAttempt(
            number -> {
              CompletableFuture<Void> unused = stage.session.close();
            });
    stage.opening().isRefused();
    stage.time.passSeconds(60);

    assertThat(stage.heard).containsExactly("error AGN-201", "attempt 1");
    assertThat(stage.transport.connections).hasSize(1);
    assertThat(stage.state()).isEqualTo(ConnectionState.CLOSED);
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void noTimerIsLeftOfAnAttemptThatWaitedForAListenerWhenItWasClosed() {
    Stage stage = new Stage();
    stage.opening().isRefused();
    stage.time.run();
    stage.time.stickCallbacks();
    stage.time.passMillis(750);

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passMillis(500);

    assertThat(closed).isCompleted();
    assertThat(stage.time.armed()).isZero();
  }

  @Test
  void aStuckListenerHoldsUpAnAttemptForASecondAtMost() {
    Stage stage = new Stage();
    stage.opening().isRefused();
    stage.time.run();
    stage.time.stickCallbacks();

    stage.time.passMillis(750 + 999);
    assertThat(stage.transport.connections).hasSize(1);
    stage.time.passMillis(1);
    assertThat(stage.transport.connections).hasSize(2);

    stage.time.freeCallbacks();
    assertThat(stage.transport.connections).hasSize(2);
  }

  @Test
  void aDirectExecutorRunsListenersAtOnceOneAtATimeAndDoesNotRecurse() {
    Depth depth = new Depth();
    Stage stage = new Stage(draft -> {}, depth);
    stage
        .session
        .listeners()
        .onConnect(
            () -> {
              for (int i = 0; i < 5_000; i++) {
                stage.session.listeners().onConnect(depth::enter);
              }
            });

    stage.connect("sid-1");

    assertThat(stage.heard).containsExactly("connect");
    assertThat(depth.entered).isEqualTo(5_000);
    assertThat(depth.deepest).isEqualTo(1);
  }

  @Test
  void anExecutorThatGoesOnRefusingStopsTheClientUntilItIsOpenedAgain() {
    for (RuntimeException refusal :
        List.of(new RejectedExecutionException("full"), new IllegalStateException("broken"))) {
      Refusing executor = new Refusing();
      Stage stage = new Stage(draft -> {}, executor);
      stage.opening().accepts("sid-1");
      executor.time = stage.time;
      stage.connection().bufferedBytes = 100 << 20;
      CompletableFuture<Void> sent = stage.send("say");
      executor.refusal = refusal;

      stage.connection().says("42[\"say\",{\"message\":1}]");
      stage.time.passSeconds(5);
      assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
      stage.time.passSeconds(8); // the callbacks of the end are offered again as well

      assertThat(stage.state()).isEqualTo(ConnectionState.FAILED);
      assertThat(SendingTest.reason(sent)).isEqualTo(Reason.FAILED);
      assertThat(stage.transport.live()).isZero();
      assertThat(stage.time.armed()).isZero();
      executor.refusal = null;
      stage.connect("sid-2");
      assertThat(stage.state()).isEqualTo(ConnectionState.CONNECTED);
    }
  }

  @Test
  void closeIsDoneEvenIfTheExecutorRefuses() {
    Refusing executor = new Refusing();
    Stage stage = new Stage(draft -> {}, executor);
    stage.opening().accepts("sid-1");
    executor.refusal = new RejectedExecutionException("shut down");

    CompletableFuture<Void> closed = stage.session.close();
    stage.time.passSeconds(1);

    assertThat(closed).isCompleted();
  }

  /** Runs tasks at once and watches how deep they nest. */
  private static final class Depth implements Executor {
    private int depth;
    private int deepest;
    private int entered;

    @Override
    public void execute(Runnable task) {
      depth++;
      deepest = Math.max(deepest, depth);
      task.run();
      depth--;
    }

    void enter() {
      entered++;
    }
  }

  /** Takes tasks until it is told to refuse them. */
  private static final class Refusing implements Executor {
    private @Nullable RuntimeException refusal;
    private @Nullable VirtualTime time;

    @Override
    public void execute(Runnable task) {
      if (refusal != null) {
        throw refusal;
      }
      if (time != null) {
        time.callbacks().execute(task);
      } else {
        task.run();
      }
    }
  }
}

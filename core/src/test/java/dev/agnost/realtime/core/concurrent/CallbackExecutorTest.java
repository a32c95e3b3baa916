package dev.agnost.realtime.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.runtime.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Callbacks run in order, whatever the executor of the application does. */
class CallbackExecutorTest {

  private final VirtualTime time = new VirtualTime();
  private final List<String> called = new ArrayList<>();
  private final List<Throwable> rejections = new ArrayList<>();
  private final Queue<RuntimeException> refusals = new ArrayDeque<>();

  private final Executor executor =
      task -> {
        RuntimeException refusal = refusals.poll();
        if (refusal != null) {
          throw refusal;
        }
        task.run();
      };

  private final CallbackExecutor callbacks = new CallbackExecutor(executor, time, rejections::add);

  @Test
  void aRefusedTaskIsOfferedAgainAndNothingIsLost() {
    for (int times = 1; times <= 10; times++) {
      refuse(times);
      String first = "first " + times;
      String second = "second " + times;
      callbacks.add(() -> called.add(first));
      callbacks.dispatch();
      callbacks.add(() -> called.add(second));
      callbacks.dispatch();
      time.passSeconds(6);

      assertThat(called).as("after %s refusals", times).endsWith(first, second);
    }
    assertThat(rejections).isEmpty();
    assertThat(time.armed()).isZero();
  }

  @Test
  void anExecutorThatRefusesForFiveSecondsIsReportedOnceAndWorksAgainLater() {
    refuse(11);
    callbacks.add(() -> called.add("dropped"));
    callbacks.dispatch();
    time.passSeconds(6);
    assertThat(rejections).hasSize(1);
    assertThat(called).isEmpty();

    callbacks.add(() -> called.add("later"));
    callbacks.dispatch();

    assertThat(called).containsExactly("later");
  }

  @Test
  void aCallbackThatIsAddedWhileTheRefusalIsReportedIsNotStranded() {
    CallbackExecutor[] self = new CallbackExecutor[1];
    self[0] =
        new CallbackExecutor(
            executor,
            time,
            refusal -> {
              self[0].add(() -> called.add("added"));
              self[0].dispatch();
            });
    refuse(11);
    self[0].add(() -> called.add("dropped"));
    self[0].dispatch();

    time.passSeconds(6);

    assertThat(called).containsExactly("added");
  }

  @Test
  void anInterruptStatusThatAListenerLeavesEndsWithIt() {
    callbacks.add(() -> Thread.currentThread().interrupt());
    callbacks.add(() -> called.add("interrupted: " + Thread.currentThread().isInterrupted()));
    callbacks.dispatch();

    assertThat(called).containsExactly("interrupted: false");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptStatusOfTheThreadItselfIsKeptForItsOwner() {
    Thread.currentThread().interrupt();
    callbacks.add(() -> called.add("interrupted: " + Thread.currentThread().isInterrupted()));
    callbacks.dispatch();

    assertThat(called).containsExactly("interrupted: false");
    assertThat(Thread.interrupted()).isTrue();
  }

  private void refuse(int times) {
    for (int i = 0; i < times; i++) {
      refusals.add(new RejectedExecutionException("full"));
    }
  }
}

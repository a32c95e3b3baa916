package dev.agnost.realtime.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.ConnectionState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionMachineTest {

  private static final Verdict RETRY = Verdict.retryAfter(Duration.ofSeconds(1));

  private final SessionMachine machine = new SessionMachine(new TransitionTable());

  @Test
  void theStraightWayLeadsFromIdleToConnected() {
    Context context = Context.INITIAL;
    assertThat(context.state()).isEqualTo(ConnectionState.IDLE);

    context = step(context, Input.USER_OPEN).context();
    assertThat(context.generation()).isEqualTo(1);
    assertThat(context.state()).isEqualTo(ConnectionState.CONNECTING);
    context = step(context, Input.TRANSPORT_OPENED).context();
    context = step(context, Input.ENGINE_OPENED).context();
    assertThat(context.state()).isEqualTo(ConnectionState.CONNECTING);
    context = step(context, Input.NAMESPACE_CONNECTED).context();

    assertThat(context)
        .isEqualTo(new Context(Phase.CONNECTED, DisconnectedCause.CLOSED, 1, false, false));
    assertThat(context.state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void everyAttemptHasANumberOfItsOwn() {
    Context waiting = at(Phase.WAITING, 7);

    assertThat(step(waiting, Input.RETRY_DUE).context().generation()).isEqualTo(8);
    assertThat(step(waiting, Input.USER_OPEN).context().generation()).isEqualTo(8);
    assertThat(step(at(Phase.CLOSING, 7), Input.USER_OPEN).context().generation()).isEqualTo(8);
  }

  @Test
  void theVerdictDecidesBetweenWaitingAndFailed() {
    Context connecting = at(Phase.CONNECTING, 1);

    Step retried = machine.step(connecting, Input.TRANSPORT_FAILED, false, RETRY);
    Step stopped = machine.step(connecting, Input.TRANSPORT_FAILED, false, Verdict.STOP);

    assertThat(retried.context().state()).isEqualTo(ConnectionState.WAITING);
    assertThat(retried.effects()).containsExactly(Effect.ABORT, Effect.TELL_ERROR);
    assertThat(stopped.context().state()).isEqualTo(ConnectionState.FAILED);
    assertThat(stopped.effects())
        .containsExactly(Effect.ABORT, Effect.TELL_ERROR, Effect.FAIL_QUEUE);
  }

  @Test
  void aMissingVerdictIsAnError() {
    assertThatThrownBy(
            () -> machine.step(at(Phase.CONNECTING, 1), Input.TRANSPORT_FAILED, false, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TRANSPORT_FAILED");
  }

  @Test
  void aRefusalAsksForATokenOnceInEachAttempt() {
    Context authenticating = at(Phase.AUTHENTICATING, 1);
    assertThat(machine.asksPolicy(authenticating, Input.NAMESPACE_REFUSED, true)).isFalse();

    Step first = machine.step(authenticating, Input.NAMESPACE_REFUSED, true, null);
    assertThat(first.effects()).containsExactly(Effect.REFRESH_AUTH);
    assertThat(first.context().phase()).isEqualTo(Phase.AUTHENTICATING);
    assertThat(machine.asksPolicy(first.context(), Input.NAMESPACE_REFUSED, true)).isTrue();

    Step second = machine.step(first.context(), Input.NAMESPACE_REFUSED, true, Verdict.STOP);
    assertThat(second.context().state()).isEqualTo(ConnectionState.FAILED);

    Context again = step(second.context(), Input.USER_OPEN).context();
    assertThat(again.refreshed()).isFalse();
  }

  @Test
  void aRefusalThatNoTokenCanHelpGoesToThePolicyAtOnce() {
    assertThat(machine.asksPolicy(at(Phase.AUTHENTICATING, 1), Input.NAMESPACE_REFUSED, false))
        .isTrue();
  }

  @Test
  void aClientClosedWhileConnectedIsReleasedWhenTheConnectionHasEnded() {
    for (Input end :
        List.of(Input.TRANSPORT_CLOSED, Input.TRANSPORT_FAILED, Input.CLOSE_DEADLINE)) {
      Context closing = step(at(Phase.CONNECTED, 1), Input.CLIENT_CLOSE).context();
      assertThat(closing.phase()).isEqualTo(Phase.CLOSING);
      assertThat(closing.state()).isEqualTo(ConnectionState.CLOSED);

      Step ended = step(closing, end);

      assertThat(ended.context().phase()).isEqualTo(Phase.RELEASED);
      assertThat(ended.effects()).endsWith(Effect.RELEASE);
    }
  }

  @Test
  void closingTheClientDuringAFarewellMakesItFinal() {
    Context closing = step(at(Phase.CONNECTED, 1), Input.USER_CLOSE).context();

    Context last = step(closing, Input.CLIENT_CLOSE).context();

    assertThat(step(last, Input.USER_OPEN).effects()).containsExactly(Effect.REJECT);
    assertThat(step(last, Input.TRANSPORT_CLOSED).context().phase()).isEqualTo(Phase.RELEASED);
  }

  @Test
  void aCloseByHandEndsAsClosed() {
    Context closing = step(at(Phase.CONNECTED, 1), Input.USER_CLOSE).context();

    Context ended = step(closing, Input.TRANSPORT_CLOSED).context();

    assertThat(ended.phase()).isEqualTo(Phase.DISCONNECTED);
    assertThat(ended.state()).isEqualTo(ConnectionState.CLOSED);
  }

  @Test
  void releasedIsForEver() {
    for (Input input : Input.values()) {
      assertThat(step(at(Phase.RELEASED, 3), input).context()).isEqualTo(at(Phase.RELEASED, 3));
    }
  }

  @Test
  void everyInputInEveryPhaseGivesAStepAndNoGenerationGoesBack() {
    for (Phase phase : Phase.values()) {
      for (Input input : Input.values()) {
        Context before = at(phase, 5);
        boolean asks = machine.asksPolicy(before, input, false);

        Step step = machine.step(before, input, false, asks ? RETRY : null);

        assertThat(step.context().generation()).isBetween(5L, 6L);
        assertThat(step.effects().contains(Effect.OPEN))
            .as("%s %s", phase, input)
            .isEqualTo(step.context().generation() == 6);
      }
    }
  }

  private Step step(Context context, Input input) {
    @Nullable Verdict none = null;
    return machine.step(context, input, false, none);
  }

  private static Context at(Phase phase, long generation) {
    return new Context(phase, DisconnectedCause.CLOSED, generation, false, false);
  }
}

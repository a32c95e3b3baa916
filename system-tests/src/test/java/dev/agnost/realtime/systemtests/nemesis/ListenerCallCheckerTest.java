package dev.agnost.realtime.systemtests.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListenerCallCheckerTest {

  private final HistoryBuilder history = new HistoryBuilder();

  @Test
  void connectionsAndLossesThatAlternateAreInOrder() {
    assertThat(history.connected().lost().connected().lost().callViolations()).isEmpty();
  }

  @Test
  void aConnectionAfterAConnectionBreaksI01() {
    assertThat(history.connected().connected().callViolations()).containsExactly("I01");
  }

  @Test
  void aLossBeforeAnyConnectionBreaksI01() {
    assertThat(history.lost().callViolations()).containsExactly("I01");
  }

  @Test
  void aCallBeforeTheClientHasClosedIsInOrder() {
    assertThat(history.connected().lost().closed().callViolations()).isEmpty();
  }

  @Test
  void aCallAfterTheClientHasClosedBreaksI10() {
    assertThat(history.connected().closed().lost().callViolations()).containsExactly("I10");
  }

  @Test
  void attemptsThatBeginAnewAfterAConnectionAreInOrder() {
    history.attempts(1, 2, 3).connected().lost().attempts(1, 2);

    assertThat(history.callViolations()).isEmpty();
  }

  @Test
  void attemptsThatBeginAnewAfterAManualCloseAreInOrder() {
    assertThat(history.attempts(1, 2).closedByApplication().attempts(1, 2).callViolations())
        .isEmpty();
  }

  @Test
  void attemptsThatGoOnAfterAManualCloseAreInOrder() {
    assertThat(history.attempts(1, 2).closedByApplication().attempts(3).callViolations()).isEmpty();
  }

  @Test
  void anAttemptThatIsLeftOutBreaksI18() {
    assertThat(history.attempts(1, 3).callViolations()).containsExactly("I18");
  }

  @Test
  void anAttemptThatBeginsAnewWithoutAReasonBreaksI18() {
    assertThat(history.attempts(1, 2, 1).callViolations()).containsExactly("I18");
  }

  @Test
  void anAttemptThatGoesOnAfterAConnectionBreaksI18() {
    assertThat(history.attempts(1).connected().lost().attempts(2).callViolations())
        .containsExactly("I18");
  }

  @Test
  void aCallThatBeginsDuringAnotherBreaksI45() {
    assertThat(history.connected().overlappingEvent(new ListenerEvent.Failed()).callViolations())
        .containsExactly("I45");
  }

  @Test
  void aCallOnAnyThreadOfTheExecutorIsInOrder() {
    history.connected().eventOn(HistoryBuilder.THREAD + "12", new ListenerEvent.Lost());

    assertThat(history.callViolations()).isEmpty();
  }

  @Test
  void aCallOnAnotherThreadBreaksI57() {
    assertThat(history.eventOn("event-loop-3", new ListenerEvent.Connected()).callViolations())
        .containsExactly("I57");
  }
}

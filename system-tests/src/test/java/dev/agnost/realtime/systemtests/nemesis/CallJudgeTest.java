package dev.agnost.realtime.systemtests.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallJudgeTest {

  private final Script script = new Script();

  @Test
  void connectionsAndLossesThatAlternateAreInOrder() {
    assertThat(script.connected().lost().connected().lost().judgedByCalls()).isEmpty();
  }

  @Test
  void aConnectionAfterAConnectionBreaksI01() {
    assertThat(script.connected().connected().judgedByCalls()).containsExactly("I01");
  }

  @Test
  void aLossBeforeAnyConnectionBreaksI01() {
    assertThat(script.lost().judgedByCalls()).containsExactly("I01");
  }

  @Test
  void aCallBeforeTheClientHasClosedIsInOrder() {
    assertThat(script.connected().lost().closed().judgedByCalls()).isEmpty();
  }

  @Test
  void aCallAfterTheClientHasClosedBreaksI10() {
    assertThat(script.connected().closed().lost().judgedByCalls()).containsExactly("I10");
  }

  @Test
  void attemptsThatBeginAnewAfterAConnectionAreInOrder() {
    script.attempts(1, 2, 3).connected().lost().attempts(1, 2);

    assertThat(script.judgedByCalls()).isEmpty();
  }

  @Test
  void attemptsThatBeginAnewAfterACloseByHandAreInOrder() {
    assertThat(script.attempts(1, 2).closedByHand().attempts(1, 2).judgedByCalls()).isEmpty();
  }

  @Test
  void attemptsThatGoOnAfterACloseByHandAreInOrder() {
    assertThat(script.attempts(1, 2).closedByHand().attempts(3).judgedByCalls()).isEmpty();
  }

  @Test
  void anAttemptThatIsLeftOutBreaksI18() {
    assertThat(script.attempts(1, 3).judgedByCalls()).containsExactly("I18");
  }

  @Test
  void anAttemptThatBeginsAnewWithoutAReasonBreaksI18() {
    assertThat(script.attempts(1, 2, 1).judgedByCalls()).containsExactly("I18");
  }

  @Test
  void anAttemptThatGoesOnAfterAConnectionBreaksI18() {
    assertThat(script.attempts(1).connected().lost().attempts(2).judgedByCalls())
        .containsExactly("I18");
  }

  @Test
  void aCallThatBeginsDuringAnotherBreaksI45() {
    assertThat(script.connected().toldMeanwhile(new Told.Failed()).judgedByCalls())
        .containsExactly("I45");
  }

  @Test
  void aCallOnAnyThreadOfTheExecutorIsInOrder() {
    script.connected().toldOn(Script.THREAD + "12", new Told.Lost());

    assertThat(script.judgedByCalls()).isEmpty();
  }

  @Test
  void aCallOnAnotherThreadBreaksI57() {
    assertThat(script.toldOn("event-loop-3", new Told.Connected()).judgedByCalls())
        .containsExactly("I57");
  }
}

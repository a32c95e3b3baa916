package dev.agnost.realtime.systemtests.nemesis;

import static dev.agnost.realtime.systemtests.nemesis.Script.CLIENT;
import static dev.agnost.realtime.systemtests.nemesis.Script.posted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.systemtests.nemesis.Fate.Outcome;
import org.junit.jupiter.api.Test;

class MailJudgeTest {

  private final Script script = new Script();

  @Test
  void oneOutcomeForEachMessageIsInOrder() {
    script.fate(1, Outcome.HANDED, 1).fate(2, Outcome.DROPPED, 1).fate(3, Outcome.CANCELLED, 1);

    assertThat(script.judgedByMail(posted("sid", CLIENT, 1))).isEmpty();
  }

  @Test
  void aMessageWithoutAnOutcomeBreaksI29() {
    assertThat(script.fate(1, Outcome.OPEN, 0).judgedByMail()).containsExactly("I29");
  }

  @Test
  void aMessageWithTwoOutcomesBreaksI29() {
    assertThat(script.fate(1, Outcome.HANDED, 2).judgedByMail()).containsExactly("I29");
  }

  @Test
  void aGapInWhatAConnectionCarriesIsInOrder() {
    assertThat(script.judgedByMail(posted("sid", 1, 1), posted("sid", 1, 4))).isEmpty();
  }

  @Test
  void anOlderMessageOnAnotherConnectionIsInOrder() {
    assertThat(script.judgedByMail(posted("new", 1, 4), posted("stalled", 1, 3))).isEmpty();
  }

  @Test
  void anOlderMessageOnTheSameConnectionBreaksI30() {
    assertThat(script.judgedByMail(posted("sid", 1, 4), posted("sid", 1, 3)))
        .containsExactly("I30");
  }

  @Test
  void theSameMessageOnTwoConnectionsBreaksI31() {
    assertThat(script.judgedByMail(posted("old", 1, 1), posted("new", 1, 1)))
        .containsExactly("I31");
  }

  @Test
  void aHandedMessageThatWasLostOnTheWayIsInOrder() {
    assertThat(script.fate(1, Outcome.HANDED, 1).judgedByMail()).isEmpty();
  }

  @Test
  void aDroppedMessageThatArrivedBreaksI40() {
    assertThat(script.fate(1, Outcome.DROPPED, 1).judgedByMail(posted("sid", CLIENT, 1)))
        .containsExactly("I40");
  }

  @Test
  void aCancelledMessageThatArrivedBreaksI40() {
    assertThat(script.fate(1, Outcome.CANCELLED, 1).judgedByMail(posted("sid", CLIENT, 1)))
        .containsExactly("I40");
  }

  @Test
  void hearingSomeOfWhatWasPostedIsInOrder() {
    script.heard(1, 1).heard(2, 1);

    assertThat(script.judgedByMail(posted("a", 1, 1), posted("a", 1, 2), posted("b", 2, 1)))
        .isEmpty();
  }

  @Test
  void hearingInAnotherOrderBreaksI41() {
    script.heard(2, 1).heard(1, 1);

    assertThat(script.judgedByMail(posted("a", 1, 1), posted("b", 2, 1))).containsExactly("I41");
  }

  @Test
  void hearingTwiceBreaksI41() {
    script.heard(1, 1).heard(1, 1);

    assertThat(script.judgedByMail(posted("a", 1, 1))).containsExactly("I41");
  }

  @Test
  void hearingWhatNobodyPostedBreaksI41() {
    assertThat(script.heard(1, 1).judgedByMail()).containsExactly("I41");
  }
}

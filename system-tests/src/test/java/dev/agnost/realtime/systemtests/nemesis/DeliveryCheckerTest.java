package dev.agnost.realtime.systemtests.nemesis;

import static dev.agnost.realtime.systemtests.nemesis.HistoryBuilder.CLIENT;
import static dev.agnost.realtime.systemtests.nemesis.HistoryBuilder.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.systemtests.nemesis.SendResult.Outcome;
import org.junit.jupiter.api.Test;

class DeliveryCheckerTest {

  private final HistoryBuilder history = new HistoryBuilder();

  @Test
  void oneOutcomeForEachMessageIsInOrder() {
    history
        .result(1, Outcome.SENT, 1)
        .result(2, Outcome.DROPPED, 1)
        .result(3, Outcome.CANCELLED, 1);

    assertThat(history.deliveryViolations(received("sid", CLIENT, 1))).isEmpty();
  }

  @Test
  void aMessageWithoutAnOutcomeBreaksI29() {
    assertThat(history.result(1, Outcome.OPEN, 0).deliveryViolations()).containsExactly("I29");
  }

  @Test
  void aMessageWithTwoOutcomesBreaksI29() {
    assertThat(history.result(1, Outcome.SENT, 2).deliveryViolations()).containsExactly("I29");
  }

  @Test
  void aGapInWhatAConnectionCarriesIsInOrder() {
    assertThat(history.deliveryViolations(received("sid", 1, 1), received("sid", 1, 4))).isEmpty();
  }

  @Test
  void anOlderMessageOnAnotherConnectionIsInOrder() {
    assertThat(history.deliveryViolations(received("new", 1, 4), received("stalled", 1, 3)))
        .isEmpty();
  }

  @Test
  void anOlderMessageOnTheSameConnectionBreaksI30() {
    assertThat(history.deliveryViolations(received("sid", 1, 4), received("sid", 1, 3)))
        .containsExactly("I30");
  }

  @Test
  void theSameMessageOnTwoConnectionsBreaksI31() {
    assertThat(history.deliveryViolations(received("old", 1, 1), received("new", 1, 1)))
        .containsExactly("I31");
  }

  @Test
  void aHandedMessageThatWasLostOnTheWayIsInOrder() {
    assertThat(history.result(1, Outcome.SENT, 1).deliveryViolations()).isEmpty();
  }

  @Test
  void aDroppedMessageThatArrivedBreaksI40() {
    assertThat(history.result(1, Outcome.DROPPED, 1).deliveryViolations(received("sid", CLIENT, 1)))
        .containsExactly("I40");
  }

  @Test
  void aCancelledMessageThatArrivedBreaksI40() {
    assertThat(
            history.result(1, Outcome.CANCELLED, 1).deliveryViolations(received("sid", CLIENT, 1)))
        .containsExactly("I40");
  }

  @Test
  void receivingSomeOfWhatWasSentIsInOrder() {
    history.delivered(1, 1).delivered(2, 1);

    assertThat(
            history.deliveryViolations(
                received("a", 1, 1), received("a", 1, 2), received("b", 2, 1)))
        .isEmpty();
  }

  @Test
  void receivingInAnotherOrderBreaksI41() {
    history.delivered(2, 1).delivered(1, 1);

    assertThat(history.deliveryViolations(received("a", 1, 1), received("b", 2, 1)))
        .containsExactly("I41");
  }

  @Test
  void receivingTwiceBreaksI41() {
    history.delivered(1, 1).delivered(1, 1);

    assertThat(history.deliveryViolations(received("a", 1, 1))).containsExactly("I41");
  }

  @Test
  void receivingWhatNoClientSentBreaksI41() {
    assertThat(history.delivered(1, 1).deliveryViolations()).containsExactly("I41");
  }
}

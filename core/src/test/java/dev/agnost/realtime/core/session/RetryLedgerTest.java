package dev.agnost.realtime.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryLedgerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final RetryLedger ledger = new RetryLedger();

  @Test
  void attemptsAreNumberedFromOneAndRestartAtAConnection() {
    ledger.opened(0);
    assertThat(ledger.attempts()).isZero();
    assertThat(ledger.nextAttempt()).isEqualTo(1);
    assertThat(ledger.nextAttempt()).isEqualTo(2);
    assertThat(ledger.attempts()).isEqualTo(2);

    ledger.connected(5);

    assertThat(ledger.attempts()).isZero();
    assertThat(ledger.nextAttempt()).isEqualTo(1);
  }

  @Test
  void theLevelGoesOnOverConnectionsThatDidNotStandThirtySeconds() {
    ledger.opened(0);
    ledger.wentWrong(0);
    ledger.wentWrong(0);
    ledger.connected(0);

    ledger.wentWrong(30 * SECOND - 1);

    assertThat(ledger.level()).isEqualTo(3);
  }

  @Test
  void theLevelFallsBackAfterThirtySeconds() {
    ledger.opened(0);
    ledger.wentWrong(0);
    ledger.wentWrong(0);
    ledger.connected(0);

    ledger.wentWrong(30 * SECOND);

    assertThat(ledger.level()).isEqualTo(1);
  }

  @Test
  void timeWithoutAConnectionDoesNotCountAsStanding() {
    ledger.opened(0);
    ledger.connected(0);
    ledger.wentWrong(SECOND);

    ledger.wentWrong(100 * SECOND);

    assertThat(ledger.level()).isEqualTo(2);
  }

  @Test
  void theOutageIsMeasuredFromTheLossAndEndsWithAConnection() {
    ledger.opened(0);
    assertThat(ledger.outage(3 * SECOND)).isEqualTo(Duration.ofSeconds(3));
    ledger.connected(4 * SECOND);
    assertThat(ledger.outage(9 * SECOND)).isZero();

    ledger.wentWrong(10 * SECOND);
    ledger.wentWrong(15 * SECOND);

    assertThat(ledger.outage(71 * SECOND)).isEqualTo(Duration.ofSeconds(61));
  }

  @Test
  void openingByHandBeginsANewSeries() {
    ledger.opened(0);
    ledger.wentWrong(0);
    ledger.nextAttempt();
    ledger.wentWrong(SECOND);

    ledger.opened(100 * SECOND);

    assertThat(ledger.attempts()).isZero();
    assertThat(ledger.level()).isZero();
    assertThat(ledger.outage(101 * SECOND)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aClockThatStartsNearItsOverflowGivesTheSameResults() {
    long start = Long.MAX_VALUE - SECOND;
    ledger.opened(start);
    ledger.connected(start);

    ledger.wentWrong(start + 30 * SECOND);

    assertThat(ledger.level()).isEqualTo(1);
    assertThat(ledger.outage(start + 32 * SECOND)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void standingIsCountedFromTheConnectionWhateverTheClockSays() {
    ledger.opened(1_000 * SECOND);
    ledger.wentWrong(1_000 * SECOND);
    ledger.connected(1_000 * SECOND);

    ledger.wentWrong(1_029 * SECOND);

    assertThat(ledger.level()).isEqualTo(2);
  }
}

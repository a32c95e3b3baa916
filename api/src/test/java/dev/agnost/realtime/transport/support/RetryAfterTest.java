package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void secondsAndDatesAreRead() {
    assertThat(RetryAfter.parse("120", NOW)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse("0", NOW)).isEqualTo(Duration.ZERO);
    assertThat(RetryAfter.parse("Thu, 01 Jan 2026 00:00:30 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aDateInThePastMeansNow() {
    assertThat(RetryAfter.parse("Wed, 31 Dec 2025 23:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
  }

  /** RFC 9110 §5.6.7: whoever reads a date has to accept the two obsolete forms of it too. */
  @Test
  void obsoleteDatesAreRead() {
    Duration halfAMinute = Duration.ofSeconds(30);
    assertThat(RetryAfter.parse("Thursday, 01-Jan-26 00:00:30 GMT", NOW)).isEqualTo(halfAMinute);
    assertThat(RetryAfter.parse("Thu Jan  1 00:00:30 2026", NOW)).isEqualTo(halfAMinute);
    assertThat(RetryAfter.parse("Thu Jan 15 00:00:00 2026", NOW)).isEqualTo(Duration.ofDays(14));
    assertThat(RetryAfter.parse("Monday, 31-Dec-90 23:00:00 GMT", NOW))
        .as("of a year that would be too far in the future")
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void nonsenseMeansNothing() {
    assertThat(RetryAfter.parse(null, NOW)).isNull();
    assertThat(RetryAfter.parse("", NOW)).isNull();
    assertThat(RetryAfter.parse("soon", NOW)).isNull();
    assertThat(RetryAfter.parse("Thu Jan 32 00:00:30 2026", NOW)).isNull();
    assertThat(RetryAfter.parse("Thursday, 01-Jan-26 25:00:30 GMT", NOW)).isNull();
    assertThat(RetryAfter.parse("-1", NOW)).isNull();
    assertThat(RetryAfter.parse("99999999999999999999", NOW)).isNull();
  }
}

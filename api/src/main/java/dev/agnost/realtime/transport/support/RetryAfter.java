package dev.agnost.realtime.transport.support;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}, RFC 9110 §10.2.3. */
public final class RetryAfter {

  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /**
   * The wait that a response asks for.
   *
   * @param value the header's value, a number of seconds or a date; null if there is none
   * @param now the time from which a date counts; one in the past means no wait
   * @return null if the value is absent or means nothing
   */
  public static @Nullable Duration parse(@Nullable String value, Instant now) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String text = value.strip();
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text.length() <= MOST_DIGITS ? Duration.ofSeconds(Long.parseLong(text)) : null;
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    } catch (DateTimeException e) {
      return null; // neither seconds nor a date
    }
  }
}

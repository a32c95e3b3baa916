package dev.agnost.realtime.transport.support;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}, RFC 9110 §10.2.3. */
public final class RetryAfter {

  private static final int MOST_DIGITS = 9;

  /** A year of two digits is never further away than this. RFC 9110 §5.6.7. */
  private static final int YEARS_AHEAD = 50;

  private RetryAfter() {}

  /**
   * The wait that a response asks for.
   *
   * @param value the header's value, a number of seconds or a date in any of the three forms of RFC
   *     9110 §5.6.7; null if there is none
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
    Instant then = date(text, now);
    if (then == null) {
      return null;
    }
    return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
  }

  private static @Nullable Instant date(String text, Instant now) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException notOfToday) {
      for (DateTimeFormatter obsolete : List.of(rfc850(now), asctime())) {
        try {
          return LocalDateTime.parse(text, obsolete).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException another) {
          // ignored: the next form may fit
        }
      }
      return null;
    }
  }

  private static DateTimeFormatter rfc850(Instant now) {
    int first = now.atOffset(ZoneOffset.UTC).getYear() + YEARS_AHEAD - 99;
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, first)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH);
  }

  private static DateTimeFormatter asctime() {
    return DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);
  }
}

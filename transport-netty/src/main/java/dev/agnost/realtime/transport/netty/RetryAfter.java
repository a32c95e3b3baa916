package dev.agnost.realtime.transport.netty;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}, RFC 9110 §10.2.3. */
final class RetryAfter {

  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /** Null if the value is absent or means nothing. */
  static @Nullable Duration parse(@Nullable String value, Instant now) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String text = value.strip();
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text.length() <= MOST_DIGITS ? Duration.ofSeconds(Long.parseLong(text)) : null;
    }
    Date date = DateFormatter.parseHttpDate(text);
    if (date == null) {
      return null;
    }
    Duration wait = Duration.between(now, date.toInstant());
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}

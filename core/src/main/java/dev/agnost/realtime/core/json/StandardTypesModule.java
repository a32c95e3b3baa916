package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.databind.module.SimpleModule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Types of the JDK that Jackson leaves to modules or writes otherwise than JavaScript. */
final class StandardTypesModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  /** As {@code Date.prototype.toISOString}. */
  private static final DateTimeFormatter JAVASCRIPT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @SuppressWarnings("JavaUtilDate") // applications have it in their classes
  StandardTypesModule() {
    super("agnost-realtime-standard-types");
    text(Instant.class, Instant::parse);
    text(LocalDate.class, LocalDate::parse);
    text(LocalTime.class, LocalTime::parse);
    text(LocalDateTime.class, LocalDateTime::parse);
    text(OffsetDateTime.class, OffsetDateTime::parse);
    text(OffsetTime.class, OffsetTime::parse);
    text(ZonedDateTime.class, ZonedDateTime::parse);
    text(Year.class, Year::parse);
    text(YearMonth.class, YearMonth::parse);
    text(MonthDay.class, MonthDay::parse);
    text(Duration.class, Duration::parse);
    text(Period.class, Period::parse);
    text(ZoneOffset.class, ZoneOffset::of);
    text(ZoneId.class, ZoneId::of);
    addSerializer(
        Date.class,
        new TextSerializer<>(
            Date.class, date -> JAVASCRIPT.format(Instant.ofEpochMilli(date.getTime()))));
    whole(int.class, Integer.class, BigDecimal::intValueExact);
    whole(long.class, Long.class, BigDecimal::longValueExact);
    addSerializer(Optional.class, new OptionalSerializer());
    addDeserializer(Optional.class, new OptionalDeserializer(null));
  }

  private <T> void text(Class<T> type, Function<String, T> parse) {
    addSerializer(type, new TextSerializer<>(type, Object::toString));
    addDeserializer(type, new TextDeserializer<>(type, parse));
    addKeyDeserializer(type, new TextDeserializer.Key(type, parse));
  }

  private <T extends Number> void whole(
      Class<T> primitive, Class<T> boxed, Function<BigDecimal, T> exact) {
    addDeserializer(primitive, new WholeNumberDeserializer<>(primitive, exact));
    addDeserializer(boxed, new WholeNumberDeserializer<>(boxed, exact));
  }
}
